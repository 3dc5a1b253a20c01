-- The server's own role: it has its database, and no power over anything else.
\getenv password DATABASE_PASSWORD
create role torrent_streamer login password :'password';
create database torrent_streamer owner torrent_streamer;

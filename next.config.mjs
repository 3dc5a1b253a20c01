// Not TypeScript: to read that, the server in production would load Next's compiler.

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // Apart, so that working on the pages does not spoil what was built to be served.
  distDir: process.env.NODE_ENV === 'development' ? '.next/dev' : '.next',
  // The API answers a path with a slash at its end like any other that it does not know.
  skipTrailingSlashRedirect: true,
  // Native code, WebAssembly and worker threads, which a bundler cannot take apart.
  serverExternalPackages: [
    '@electric-sql/pglite',
    '@node-rs/argon2',
    'fs-native-extensions',
    'pg',
    'pino',
    'rate-limiter-flexible',
  ],
  // Lint, types and tests have commands of their own: `npm run verify`.
  eslint: { ignoreDuringBuilds: true },
  typescript: { ignoreBuildErrors: true },
};

export default config;

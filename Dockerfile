# A line of Node on a release of Debian, not one version: what they mend comes with the next build.
# Not Alpine: the lock of the embedded database comes built for glibc alone.
FROM node:24-bookworm-slim AS packages
# Cloudflare's runtime and Sentry's program trust the certificates that the system has.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY worker/package.json worker/
RUN npm ci

FROM packages AS build
COPY . .
# With SENTRY_SOURCE_MAPS=1 source maps go to Sentry. The token is in no layer, as a secret of the build.
ARG SENTRY_SOURCE_MAPS
ARG SENTRY_ORG
ARG SENTRY_PROJECT
RUN --mount=type=secret,id=SENTRY_AUTH_TOKEN,target=/run/sentry-token \
  SENTRY_AUTH_TOKEN="$(cat /run/sentry-token 2>/dev/null)" node scripts/image.mjs /image

# The scraper's Worker in Cloudflare's runtime.
FROM packages AS worker
COPY . .
RUN install --directory --owner=node --mode=700 /data
ENV HOME=/tmp DATA_DIR=/data
USER node
CMD ["node", "--import", "tsx", "cli/worker-dev.ts", "--ip", "0.0.0.0"]

FROM node:24-bookworm-slim
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Torrent Streamer" \
  org.opencontainers.image.description="The backend of a torrent-streaming app" \
  org.opencontainers.image.licenses="MIT" \
  org.opencontainers.image.version="$VERSION" \
  org.opencontainers.image.revision="$REVISION"
RUN install --directory --owner=node --mode=700 /data /backups
WORKDIR /app
COPY --from=build /image ./
# Errors tell of the lines of the sources.
ENV NODE_ENV=production NODE_OPTIONS=--enable-source-maps DATA_DIR=/data PORT=3000
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=2m --retries=3 \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# By itself, not by a shell: SIGTERM reaches the server, which ends what it is answering first.
CMD ["node", "dist/main.mjs"]

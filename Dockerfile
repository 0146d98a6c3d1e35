# Waymark with its embedded PostgreSQL, or on one of your own (DATABASE_URL). docs/operate/deploying.md says how to run it.

# Node comes with the packages, in the version that the lock file pins: this one only installs them.
FROM node:24-bookworm-slim AS build
WORKDIR /waymark
COPY package.json package-lock.json .npmrc ./
COPY server/package.json server/
COPY conformance/package.json conformance/
COPY admin/package.json admin/
COPY bench/package.json bench/
COPY scripts/install.mjs scripts/
COPY scripts/install/ scripts/install/
RUN node scripts/install.mjs start
COPY admin/index.html admin/vite.config.ts admin/
COPY admin/public/ admin/public/
COPY admin/src/ admin/src/
COPY scripts/build-admin.mjs scripts/
COPY scripts/admin/ scripts/admin/
RUN node scripts/build-admin.mjs
COPY LICENSE ./
COPY server/bin/ server/bin/
COPY server/migrations/ server/migrations/
COPY server/provisioning.schema.json server/
COPY server/src/ server/src/

FROM debian:bookworm-slim
RUN groupadd --gid 10001 waymark \
 && useradd --uid 10001 --gid waymark --home-dir /data --shell /usr/sbin/nologin waymark \
 && install --directory --owner=waymark --group=waymark --mode=0700 /data /cache
# What runs belongs to root: the server cannot change its own code.
COPY --from=build /waymark /waymark
WORKDIR /waymark
ENV NODE_ENV=production \
    WAYMARK_HOST=0.0.0.0 \
    WAYMARK_PORT=4100 \
    WAYMARK_DATA=/data/waymark \
    NODE_COMPILE_CACHE=/cache
USER waymark
VOLUME ["/data"]
EXPOSE 4100
STOPSIGNAL SIGTERM
# Whether the process answers; whether it can serve is /health/ready: starting it again mends no database.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["/waymark/node_modules/.bin/node", "-e", "fetch('http://127.0.0.1:' + (process.env.WAYMARK_PORT || 4100) + '/health/live').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/waymark/server/bin/waymark"]
CMD ["start"]

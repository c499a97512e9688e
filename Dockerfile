# The gateway alone: no mocks, no tests, no development dependencies.
# Build:  docker build -t childview .
# Run:    docker run --read-only --tmpfs /tmp -v childview-data:/var/lib/childview \
#           -v ./deploy/gateway.yaml:/etc/childview/gateway.yaml:ro -p 4000:4000 childview
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image has the right Node already, so that none is brought along; nothing runs at install.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:24-bookworm-slim
# The user node (1000) is the image's own; npm is of no use to a server.
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /opt/yarn* \
  && install -d -o node -g node -m 700 /var/lib/childview
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY package.json ./
COPY schemas ./schemas
COPY protocol ./protocol
COPY scripts ./scripts
COPY src ./src
USER node
# Two arenas: the threads of a process need no more, and each keeps what it once held.
ENV NODE_ENV=production MALLOC_ARENA_MAX=2
EXPOSE 4000 9464
VOLUME /var/lib/childview
STOPSIGNAL SIGTERM
# Ready, not only alive: nothing is to be sent here before the ledger and the protocol are in order.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:4000/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# What a process holds of children is not to be read by a debugger that a signal starts.
ENTRYPOINT ["node", "--disable-sigusr1", "--max-semi-space-size=64", "--no-parallel-scavenge", "src/main.ts", "--config", "/etc/childview/gateway.yaml"]

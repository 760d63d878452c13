FROM node:26-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY core/package.json core/
COPY prisma/package.json prisma/
COPY server/package.json server/
COPY web/package.json web/
COPY e2e/package.json e2e/
COPY bench/package.json bench/
RUN npm install --no-save --no-audit --no-fund
COPY . .
RUN node server/bin/setup.mjs && rm -rf .git

FROM node:26-bookworm-slim
WORKDIR /app
COPY --from=build /app /app
# Started as root on purpose: the product runs people's scripts as nobody, who then cannot read /data.
ENV HOST=0.0.0.0 PORT=4400 HEDDLE_DATA_DIR=/data NODE_ENV=production
VOLUME /data
EXPOSE 4400
HEALTHCHECK --interval=10s --timeout=4s --start-period=30s \
  CMD ["node_modules/.bin/node", "server/src/entry/heddle.ts", "health"]
ENTRYPOINT ["node_modules/.bin/node", "server/src/entry/heddle.ts"]
CMD ["all"]

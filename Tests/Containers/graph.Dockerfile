# In Neo4j's place where its image cannot be had: ArcadeDB from PyPI, which speaks Bolt and openCypher and brings its own Java. For
# Scripts/try-containers alone.
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends libstdc++6 zlib1g && rm -rf /var/lib/apt/lists/* \
    && install -d -o 7474 -g 7474 /data
COPY --from=packages /arcadedb_embedded /arcadedb
USER 7474:7474
VOLUME /data

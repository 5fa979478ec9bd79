# In MongoDB's place where its image cannot be had: SecantusDB from PyPI, which speaks its wire protocol. For Scripts/try-containers alone.
FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/* \
    && install -d -o 999 -g 999 /data/db /data/configdb
COPY --from=packages / /packages/
COPY server.py /server.py
ENV PYTHONPATH=/packages
USER 999:999
VOLUME /data/db

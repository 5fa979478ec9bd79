# Kinora in a container. `docker build -t kinora .` makes the image with ffmpeg, for every role; `--target kinora` the one without, for the roles
# that prepare nothing (web, api, usage). See Documentation/running.md.

ARG BUILD_IMAGE=swift:6.3-bookworm
ARG RUNTIME_IMAGE=debian:bookworm-slim

# The program, under /out. Whoever has built it already gives a folder with out/ in this stage's place: --build-context build=FOLDER
FROM ${BUILD_IMAGE} AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends libargon2-dev libmongoc-dev libsqlite3-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift ./
RUN swift package resolve
COPY Sources Sources
# The manifest names them, so they have to be there; nothing of them is built.
COPY Tests Tests
COPY Benchmarks Benchmarks
RUN swift build -c release --static-swift-stdlib --traits MongoDB --product kinora \
    && install -D "$(swift build -c release --static-swift-stdlib --traits MongoDB --show-bin-path)/kinora" /out/opt/kinora/kinora \
    && strip /out/opt/kinora/kinora \
    && cp -R .build/release/kinora_*.resources /out/opt/kinora/

# Everything but ffmpeg.
FROM ${RUNTIME_IMAGE} AS kinora
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        ca-certificates libargon2-1 libmongoc-1.0-0 libsqlite3-0 libstdc++6 libxml2 tzdata \
    && rm -rf /var/lib/apt/lists/* \
    && install -d -o 10001 -g 10001 /data \
    && install -d /etc/kinora
COPY --from=build /out/ /
ENV PATH=/opt/kinora:/usr/local/bin:/usr/bin:/bin \
    HOME=/data \
    KINORA_DATA=/data \
    KINORA_HOST=0.0.0.0 \
    KINORA_PORT=8080
# kinora.yaml is read from here where it is mounted.
WORKDIR /etc/kinora
USER 10001:10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=10s --start-period=2m --retries=3 CMD ["kinora", "health", "--log", "error"]
ENTRYPOINT ["kinora"]
CMD ["serve"]

# With ffmpeg, for preparing films.
FROM kinora AS media
USER 0
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
USER 10001:10001

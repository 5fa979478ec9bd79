# The image in which Scripts/try-containers --whole builds Kinora where no registry can be reached: Debian, this machine's Swift, and this
# checkout's dependencies as they lie in .build/repositories. The packages are those of the official images (swiftlang/swift-docker).
FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends binutils ca-certificates gcc git libc6-dev libcurl4-openssl-dev libedit2 libgcc-12-dev \
        libncurses-dev libpython3.11 libsqlite3-dev libstdc++-12-dev libxml2-dev libz3-dev pkg-config tzdata uuid-dev zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
COPY --from=toolchain / /usr/
COPY --from=repositories / /repositories/
RUN for folder in /repositories/*; do \
        address=$(git --git-dir="$folder" config remote.origin.url); path=${address#https://github.com/}; path=${path%.git}; \
        mkdir -p "/github/$(dirname "$path")" && ln -s "$folder" "/github/$path" && ln -s "$folder" "/github/$path.git" || exit 1; \
    done \
    && git config --system url.file:///github/.insteadOf https://github.com/ \
    && git config --system safe.directory '*' \
    && swift --version

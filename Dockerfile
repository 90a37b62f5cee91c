# The image of a job's pod: `runner`, and `trigger`, which the pipelines take out of it (ci/verified-image): what starts a
# job is built from the same commit as what carries it out. Both are statically linked with Swift.
# ci/image builds it with its labels filled in; ci/image-test checks what is in it.
#
# BUILD_IMAGE has Swift 6.2 or newer on a Debian or Ubuntu whose libc is no newer than RUN_IMAGE's.
# RUN_IMAGE has glibc 2.36 or newer, libgcc and libstdc++ of the same architecture. Distroless is the default because it
# has those, the time zones and a user 65532, and neither a shell nor a package manager to misuse or patch;
# debian:bookworm-slim serves as well where a shell in the pod is wanted. Nothing is run in it here.
ARG BUILD_IMAGE=swift:6.3-bookworm
ARG RUN_IMAGE=gcr.io/distroless/cc-debian12:nonroot

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
# An image of one's own may hold them already, and then no package archive is needed.
RUN if ! pkg-config --exists yaml-0.1 || ! [ -s /etc/ssl/certs/ca-certificates.crt ] || ! command -v help2man; then \
      apt-get -qq update && \
      DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends \
        ca-certificates help2man libyaml-dev pkg-config && \
      rm -rf /var/lib/apt/lists/*; \
    fi
# The packages change seldom: a layer of their own.
COPY Package.* ./
RUN if [ -f Package.resolved ]; then swift package --force-resolved-versions resolve; else swift package resolve; fi
COPY Plugins Plugins
COPY Sources Sources
# SwiftPM wants the folder of every target that Package.swift names, also of those that it doesn't build.
COPY Tests Tests
COPY ci/release ci/manual ci/
COPY ci/lib/common.sh ci/lib/common.sh
RUN ci/release --output /programs runner trigger
# Everything that the last stage adds, as it will lie there: zlib because distroless has none.
RUN set -eu; root=/rootfs; \
    mkdir -p "$root/usr/local/bin" "$root/etc/ssl/certs"; \
    cp /programs/runner /programs/trigger "$root/usr/local/bin/"; \
    for library in $(ldd /programs/runner /programs/trigger | awk '$1 ~ /^lib(yaml-0|z)\./ { print $3 }' | sort -u); do \
      libraries=$root/usr/lib/$(basename "$(dirname "$library")"); \
      mkdir -p "$libraries"; \
      cp -L "$library" "$libraries/"; \
    done; \
    cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"; \
    completions=$root/usr/share/doc/production-jobs/completions; \
    mkdir -p "$completions"; \
    for program in runner trigger; do \
      for shell in bash fish zsh; do \
        "/programs/$program" --generate-completion-script "$shell" >"$completions/$program.$shell"; \
      done; \
    done; \
    ci/manual "$root/usr/share/man/man1" /programs/runner /programs/trigger; \
    chmod -R u=rwX,go=rX "$root"

FROM ${RUN_IMAGE}
COPY --from=build /rootfs/ /
# What Dagster defined when the image was built: `plan` and `run` say where that has changed.
COPY dagster.lock /dagster.lock
ENV PRODUCTION_JOBS_LOCK=/dagster.lock
ARG VERSION=unknown
ARG REVISION=unknown
ARG CREATED=
ARG SOURCE=
ARG RUN_IMAGE_NAME=
ARG RUN_IMAGE_DIGEST=
LABEL org.opencontainers.image.title="production-jobs runner" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}" \
      org.opencontainers.image.source="${SOURCE}" \
      org.opencontainers.image.base.name="${RUN_IMAGE_NAME}" \
      org.opencontainers.image.base.digest="${RUN_IMAGE_DIGEST}"
# What `runner --version` says.
ENV PRODUCTION_JOBS_VERSION="${VERSION}" \
    PRODUCTION_JOBS_COMMIT="${REVISION}"
USER 65532:65532
WORKDIR /
ENTRYPOINT ["/usr/local/bin/runner"]

# syntax=docker/dockerfile:1
FROM python:3.11-slim-bookworm AS build
WORKDIR /build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/fairhearing
COPY requirements.lock ./
RUN /opt/fairhearing/bin/pip install --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY handlers handlers
COPY templates templates
COPY locales locales
RUN /opt/fairhearing/bin/pip install --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home fairhearing && install -d -o fairhearing /data
COPY --from=build /opt/fairhearing /opt/fairhearing
ENV PATH=/opt/fairhearing/bin:$PATH PYTHONDONTWRITEBYTECODE=1 FAIRHEARING_DATA=/data FAIRHEARING_HOST=0.0.0.0
USER 10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ.get('FAIRHEARING_PORT', '8080') + '/healthz', timeout=4)"]
ENTRYPOINT ["fairhearing"]
CMD ["run"]

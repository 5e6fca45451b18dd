# The image of every part of the service: API, workers and Flower differ by their command alone.

FROM python:3.13-slim-bookworm AS build
ARG LOCK=requirements.txt
WORKDIR /src
RUN python -m venv /opt/vitae
COPY requirements.txt requirements.txt
COPY requirements requirements
RUN /opt/vitae/bin/python -m pip install --no-cache-dir --require-hashes -r requirements/bootstrap.lock \
 && /opt/vitae/bin/uv pip install --python /opt/vitae/bin/python --no-cache --require-hashes -r "$LOCK"
COPY pyproject.toml README.md LICENSE ./
COPY vitae vitae
COPY backend backend
RUN /opt/vitae/bin/uv pip install --python /opt/vitae/bin/python --no-cache --no-deps --no-build-isolation .

FROM python:3.13-slim-bookworm
ENV PATH=/opt/vitae/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data
RUN groupadd --gid 10001 vitae \
 && useradd --uid 10001 --gid vitae --no-create-home --shell /usr/sbin/nologin vitae \
 && install --directory --owner=vitae --group=vitae --mode=0700 /data
COPY --from=build /opt/vitae /opt/vitae
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/livez', timeout=4)"]
CMD ["uvicorn", "--factory", "backend.web.app:create_app_from_environment", "--http", "backend.api.connection:WatchedConnection", "--ws", "none", "--no-server-header", "--no-access-log", "--no-proxy-headers", "--host", "0.0.0.0", "--port", "8000"]

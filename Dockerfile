FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md ./
COPY bot bot
COPY content content
COPY surveys surveys
RUN python -m venv /opt/earshot \
    && /opt/earshot/bin/pip install --no-cache-dir -c constraints.txt ".[postgres,reports]"

FROM python:3.13-slim
RUN useradd --uid 10001 --no-create-home earshot && install -d -o earshot /data
COPY --from=build /opt/earshot /opt/earshot
ENV PATH=/opt/earshot/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    EARSHOT_HOST=0.0.0.0 \
    EARSHOT_PORT=8080 \
    EARSHOT_DATA_DIR=/data
USER earshot
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
CMD ["earshot", "serve"]

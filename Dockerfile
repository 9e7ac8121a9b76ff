# Builds with docker, podman and buildah alike:   docker build -t newsweave .
#   serve:       docker run --rm -p 127.0.0.1:8000:8000 -e NEWSWEAVE_API_KEYS=desk:LONG-SECRET newsweave
#   summarize:   docker run --rm -i newsweave batch - < articles.jsonl
# Nothing is fetched at run time: the models are part of the image.
ARG BASE=docker.io/library/python:3.11-slim

FROM ${BASE} AS build
# PyTorch's index of CPU builds, or a mirror of it.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1 PATH=/opt/newsweave/bin:$PATH
RUN python3 -m venv /opt/newsweave
WORKDIR /src
# What changes rarely comes first: PyTorch, then the other requirements, then our own code.
COPY pyproject.toml constraints.txt ./
COPY scripts/install.py scripts/
RUN TORCH_INDEX="$TORCH_INDEX" python3 -c "import sys; sys.path.insert(0, 'scripts'); import install; install.install_torch()"
RUN python3 -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb'))['project']; x = p['optional-dependencies']; print('\n'.join([*p['dependencies'], *x['service'], *x['postgres']]))" > /tmp/requirements.txt \
 && pip install -c constraints.txt -r /tmp/requirements.txt
COPY . .
RUN pip install --no-deps -c constraints.txt . \
 # Headers, test programs and test suites of the libraries are of no use here, nor is hf_xet, which
 # fetches models from a hub, nor the compiled form of the hundreds of models that are never loaded.
 && cd /opt/newsweave/lib/python3*/site-packages \
 && rm -rf torch/include torch/test torch/share torch/bin/protoc* torch/bin/*[tT]est* torch/lib/*test*.so \
 && find numpy scipy sklearn sympy mpmath networkx -type d -name tests -prune -exec rm -rf {} + \
 && find transformers/models -type d -name __pycache__ -not -path '*/auto/*' -not -path '*/bert/*' \
      -prune -exec rm -rf {} + \
 && pip uninstall -q -y hf_xet pip setuptools \
 && python3 -c "import service.app, service.pipeline_engine, torch; assert torch.version.cuda is None"

FROM ${BASE}
RUN groupadd --system --gid 10001 newsweave \
 && useradd --system --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin newsweave \
 && install -d -o 10001 -g 10001 -m 0700 /data
COPY --from=build /opt/newsweave /opt/newsweave
ENV PATH=/opt/newsweave/bin:$PATH \
    PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 TOKENIZERS_PARALLELISM=false \
    NEWSWEAVE_HOST=0.0.0.0 NEWSWEAVE_PORT=8000 \
    NEWSWEAVE_DATABASE_URL=sqlite:////data/newsweave.db
# All that is ever written: the job store (and /tmp, for large uploads). The rest may be read-only.
VOLUME /data
WORKDIR /data
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python3", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ['NEWSWEAVE_PORT'] + '/healthz', timeout=4)"]
ENTRYPOINT ["newsweave"]
CMD ["serve"]

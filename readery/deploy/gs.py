"""A bucket of Google Cloud Storage, through gcsfs. Credentials come from where every Google program looks: what
``gcloud auth application-default login`` left, GOOGLE_APPLICATION_CREDENTIALS, or the machine's own role.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from readery.deploy._address import Address
from readery.deploy._objects import Objects
from readery.deploy._place import DeployError, Outgoing
from readery.deploy._target import Target
from readery.settings import DeploySettings


def headers(file: Outgoing) -> Mapping[str, Any]:
    """What tells gcsfs the headers of a file."""
    fixed = {"cache_control": file.cache} | ({"content_encoding": file.encoding} if file.encoding else {})
    return {"content_type": file.type, "fixed_key_metadata": fixed}


def _open(address: Address, options: DeploySettings) -> Objects:
    try:
        import gcsfs
    except ImportError:
        raise DeployError("gs:// needs a library that is not here. Run: pip install 'readery[gs]'") from None
    system = gcsfs.GCSFileSystem(
        endpoint_url=options.endpoint or None, requests_timeout=options.timeout, use_listings_cache=False
    )
    keys = "GOOGLE_APPLICATION_CREDENTIALS and what `gcloud auth application-default login` left"
    return Objects(system, f"{address.host}/{address.path.strip('/')}", str(address), headers, keys)


TARGET = Target("gs", "gs://bucket/folder", lambda address: address.scheme == "gs", _open)

"""A container of Azure Blob Storage, through adlfs; ``az://$web`` is where a static site lies. Credentials come from the
environment: AZURE_STORAGE_CONNECTION_STRING, or AZURE_STORAGE_ACCOUNT_NAME with a key, a SAS token or a signed-in user.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from readery.deploy._address import Address
from readery.deploy._objects import Objects
from readery.deploy._place import DeployError, Outgoing
from readery.deploy._target import Target
from readery.settings import DeploySettings


def headers(file: Outgoing) -> Mapping[str, Any]:
    """What tells adlfs the headers of a file."""
    from azure.storage.blob import ContentSettings

    settings = ContentSettings(content_type=file.type, cache_control=file.cache, content_encoding=file.encoding or None)
    return {"content_settings": settings}


def _open(address: Address, options: DeploySettings) -> Objects:
    try:
        import adlfs
    except ImportError:
        raise DeployError("az:// needs a library that is not here. Run: pip install 'readery[az]'") from None
    keys = "AZURE_STORAGE_CONNECTION_STRING, or AZURE_STORAGE_ACCOUNT_NAME with AZURE_STORAGE_ACCOUNT_KEY"
    if not any(os.environ.get(f"AZURE_STORAGE_{name}") for name in ("CONNECTION_STRING", "ACCOUNT_NAME")):
        raise DeployError(f"{address}: there are no credentials. They are looked for in {keys}.")
    try:
        system = adlfs.AzureBlobFileSystem(
            anon=False, connection_timeout=options.timeout, read_timeout=options.timeout, use_listings_cache=False
        )
    except ValueError as error:
        raise DeployError(f"{address}: {error}. Check {keys}.") from error
    return Objects(system, f"{address.host}/{address.path.strip('/')}", str(address), headers, keys)


TARGET = Target("az", "az://$web", lambda address: address.scheme == "az", _open)

"""A bucket of S3, or of whatever speaks its protocol (R2, B2, MinIO, Garage, Ceph): `endpoint` in the settings names it.

Credentials come from where every AWS program looks: the environment, ``~/.aws``, the machine's role. Built on boto3.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from readery.deploy._address import Address
from readery.deploy._place import Able, DeployError, Outgoing, PassingError, Place
from readery.deploy._record import MANIFEST
from readery.deploy._target import Target
from readery.settings import DeploySettings

_HEEDED = "readery-conditions-heeded"
"""Name in the manifest's metadata: the server refuses a write whose condition does not hold."""
_AT_ONCE = 1000
"""Objects that one request may remove."""
_GONE = frozenset({"404", "NoSuchKey", "NotFound"})
_TAKEN = frozenset({"412", "PreconditionFailed", "409", "ConditionalRequestConflict"})
_UNKNOWN = frozenset({"501", "NotImplemented", "InvalidArgument"})
_DENIED = frozenset({
    "403", "401", "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken",
    "AllAccessDisabled", "AccountProblem", "AuthorizationHeaderMalformed",
})  # fmt: skip
_FULL = frozenset(
    {"507", "QuotaExceeded", "XMinioStorageFull", "InsufficientStorage", "XMinioAdminBucketQuotaExceeded"}
)
_PASSING = frozenset({
    "500", "502", "503", "504", "429", "SlowDown", "Throttling", "ThrottlingException", "RequestLimitExceeded",
    "InternalError", "ServiceUnavailable", "RequestTimeout", "TooManyRequests",
})  # fmt: skip


class Bucket(Place):
    """Objects under a prefix of a bucket."""

    able = Able(keeps=True, guards=True, headers=True, lanes=10)
    """`guards` only where the server is known to heed conditions: some take them and write all the same."""

    def __init__(self, client: Any, bucket: str, prefix: str) -> None:
        self._client = client
        self._bucket = bucket
        self._prefix = prefix
        self.able = replace(Bucket.able, guards=False)
        self._tag: str | None = None
        """ETag of the manifest as it was read; None where there was none."""
        self._guarding = False
        """Whether the manifest has been read."""

    def read(self, path: str) -> bytes | None:
        try:
            with self._explained(path):
                answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + path)
                data = bytes(answer["Body"].read())
        except _GoneError:
            answer, data = {}, None
        if path == MANIFEST:
            self._tag, self._guarding = answer.get("ETag"), True
            if answer.get("Metadata", {}).get(_HEEDED) == "yes":
                self.able = Bucket.able
        return data

    def paths(self) -> set[str]:
        with self._explained(""):
            pages = self._client.get_paginator("list_objects_v2").paginate(Bucket=self._bucket, Prefix=self._prefix)
            return {
                each["Key"].removeprefix(self._prefix)
                for page in pages
                for each in page.get("Contents", ())
                if not each["Key"].endswith("/")  # what some programs make for an empty folder
            }

    def put(self, file: Outgoing, keep: str | None) -> None:
        if keep:
            self._keep(file.path, keep)
        data = file.load()
        condition: dict[str, str] = {}
        if file.path == MANIFEST and self._guarding:
            condition = {"IfMatch": self._tag} if self._tag else {"IfNoneMatch": "*"}
        try:
            self._set(file, data, condition)
        except _UnknownError:
            self._set(file, data, {})
        except _TakenError:
            # An earlier try of our own may have gone through, with its answer lost.
            if self.read(file.path) != data:
                raise DeployError(f"s3://{self._bucket}: another deploy to it has just ended. Deploy again.") from None

    def claim(self, path: str, data: bytes) -> bool:
        lock = Outgoing(path, len(data), "", "application/json", "no-cache", "", lambda: data)
        if not self.able.guards and self.read(path) is not None:
            return False
        try:
            self._set(lock, data, {"IfNoneMatch": "*"})
        except _TakenError:
            return False
        except _UnknownError:
            self._set(lock, data, {})
            return True
        if not self.able.guards:
            try:
                # It is there now, so a server that heeds conditions refuses this; the manifest will say so from then on.
                self._set(lock, data, {"IfNoneMatch": "*"})
            except _TakenError:
                self.able = Bucket.able
        return True

    def remove(self, paths: Sequence[str], keep: str | None) -> None:
        if keep:
            for path in paths:
                self._keep(path, keep)
        for start in range(0, len(paths), _AT_ONCE):
            keys = [{"Key": self._prefix + path} for path in paths[start : start + _AT_ONCE]]
            with self._explained(paths[start]):
                answer = self._client.delete_objects(Bucket=self._bucket, Delete={"Objects": keys, "Quiet": True})
            for error in answer.get("Errors", ()):
                raise DeployError(
                    f"s3://{self._bucket}/{error.get('Key')}: cannot be removed ({error.get('Code')}). "
                    "Give these credentials the right s3:DeleteObject, then deploy again."
                )

    def close(self) -> None:
        self._client.close()

    def _set(self, file: Outgoing, data: bytes, condition: dict[str, str]) -> None:
        headers: dict[str, Any] = {"ContentEncoding": file.encoding} if file.encoding else {}
        if file.path == MANIFEST and self.able.guards:
            headers["Metadata"] = {_HEEDED: "yes"}
        with self._explained(file.path):
            self._client.put_object(
                Bucket=self._bucket,
                Key=self._prefix + file.path,
                Body=data,
                ContentType=file.type,
                CacheControl=file.cache,
                **headers,
                **condition,
            )

    def _keep(self, path: str, keep: str) -> None:
        """Copy an object inside the bucket; one that is not there is passed over."""
        source = {"Bucket": self._bucket, "Key": self._prefix + path}
        try:
            with self._explained(path):
                self._client.copy_object(Bucket=self._bucket, Key=f"{self._prefix}{keep}/{path}", CopySource=source)
        except _GoneError:
            return

    @contextmanager
    def _explained(self, path: str) -> Iterator[None]:
        """Turns the library's errors into ones that say what to do."""
        from botocore import exceptions

        where = f"s3://{self._bucket}/{self._prefix}{path}"
        try:
            yield
        except exceptions.ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            raise _refusal(where, code, self._bucket) from error
        except (
            exceptions.NoCredentialsError,
            exceptions.PartialCredentialsError,
            exceptions.TokenRetrievalError,
        ) as error:
            raise DeployError(
                f"{where}: there are no credentials. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, "
                "or run `aws configure`."
            ) from error
        except (
            exceptions.ConnectionError,
            exceptions.HTTPClientError,
            exceptions.ResponseStreamingError,
        ) as error:
            raise PassingError(
                f"{where}: the server does not answer ({_short(error)}). Check the network and `endpoint`, then deploy again."
            ) from error
        except exceptions.BotoCoreError as error:
            raise DeployError(f"{where}: {_short(error)}. Check the settings of this target.") from error


class _GoneError(DeployError):
    """There is no such object."""


class _TakenError(DeployError):
    """A condition did not hold."""


class _UnknownError(DeployError):
    """The server does not know conditions."""


def _refusal(where: str, code: str, bucket: str) -> DeployError:
    if code == "NoSuchBucket":
        return DeployError(f"{where}: there is no bucket {bucket!r}. Make it at your provider, or mend its name.")
    if code in _GONE:
        return _GoneError(f"{where}: is not there.")
    if code in _TAKEN:
        return _TakenError(f"{where}: has changed in the meantime. Deploy again.")
    if code in _UNKNOWN:
        return _UnknownError(f"{where}: the server refuses the request ({code}).")
    if code in _DENIED:
        return DeployError(
            f"{where}: these credentials are refused ({code}). Check them, and that they may read, list, write and delete "
            "objects of this bucket."
        )
    if code in _FULL:
        return DeployError(f"{where}: there is no room left ({code}). Make room or raise the quota, then deploy again.")
    if code in _PASSING:
        return PassingError(f"{where}: the server is busy ({code}). Deploy again in a while: it goes on from here.")
    if code in ("PermanentRedirect", "301", "IllegalLocationConstraintException"):
        return DeployError(f"{where}: the bucket is in another region. Set `region` for this target.")
    return DeployError(f"{where}: the server refuses it ({code}). Check the settings of this target.")


def _short(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".") if str(error) else type(error).__name__


def _open(address: Address, options: DeploySettings) -> Place:
    try:
        import boto3
        from botocore.config import Config
        from botocore.exceptions import BotoCoreError
    except ImportError:
        raise DeployError("s3:// needs a library that is not here. Run: pip install 'readery[s3]'") from None
    config = Config(
        connect_timeout=options.timeout,
        read_timeout=options.timeout,
        # Tries are the runner's, for all targets alike; one more here for connections that the server has closed.
        retries={"total_max_attempts": 2, "mode": "standard"},
        max_pool_connections=Bucket.able.lanes,
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    try:
        client = boto3.session.Session().client(
            "s3", endpoint_url=options.endpoint or None, region_name=options.region or None, config=config
        )
    except (BotoCoreError, ValueError) as error:
        raise DeployError(f"{address}: {_short(error)}. Check `endpoint` and `region`.") from error
    prefix = posixpath.normpath(address.path).strip("/.")
    return Bucket(client, address.host, f"{prefix}/" if prefix else "")


TARGET = Target("s3", "s3://bucket/folder", lambda address: address.scheme == "s3", _open)

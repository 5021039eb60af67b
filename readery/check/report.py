"""Findings for programs: a line of JSON each, or SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from urllib.parse import quote

import readery
from readery.findings import Finding, Kind, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def line(finding: Finding) -> str:
    """One finding as an object on one line: `code`, `severity`, `kind`, `where`, `problem`, `remedy`."""
    return json.dumps(
        {
            "code": finding.kind.code,
            "severity": finding.kind.severity,
            "kind": finding.kind.title,
            "where": finding.where,
            "problem": finding.problem,
            "remedy": finding.remedy,
        },
        ensure_ascii=True,
    )


def sarif(found: Sequence[Finding]) -> str:
    """All findings as one SARIF log. Paths are relative to the site's folder, ``SITE`` in the log."""
    kinds = sorted({finding.kind for finding in found}, key=lambda kind: kind.code)
    places = {kind.code: place for place, kind in enumerate(kinds)}
    log = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "readery",
                        "semanticVersion": readery.__version__,
                        "rules": [_rule(kind) for kind in kinds],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"SITE": {"description": {"text": "The folder of the site."}}},
                "results": [_result(finding, places[finding.kind.code]) for finding in found],
            }
        ],
    }
    return json.dumps(log, indent=1, ensure_ascii=True)


def _rule(kind: Kind) -> dict[str, object]:
    return {
        "id": kind.code,
        "shortDescription": {"text": kind.title},
        "defaultConfiguration": {"level": _LEVELS[kind.severity]},
    }


def _result(finding: Finding, place: int) -> dict[str, object]:
    mark = hashlib.sha256(f"{finding.kind.code}\0{finding.where}\0{finding.problem}".encode()).hexdigest()
    return {
        "ruleId": finding.kind.code,
        "ruleIndex": place,
        "level": _LEVELS[finding.kind.severity],
        "message": {"text": f"{finding.problem} {finding.remedy}"},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": quote(finding.where), "uriBaseId": "SITE"}}}],
        "partialFingerprints": {"readery/v1": mark},
    }

"""Writes down what the real Home Assistant makes of templates: test/core/home/template/golden/*.json.

    python3.13 -m venv /tmp/ha && /tmp/ha/bin/pip install homeassistant==2025.3.4
    /tmp/ha/bin/python tools/templates/record.py

The tables in cases.py and published.py, and a seeded grammar (fuzz.py), go through Home Assistant's own template environment, with a fixed clock and zone.
A file is a list of {template, payload? | variables?, text | error}; error is the kind of exception: undefined, value, syntax.
"""
import datetime
import json
import os
import pathlib
import time
import zoneinfo

import jinja2
from homeassistant.const import __version__
from homeassistant.helpers.template import TemplateEnvironment
from homeassistant.util import dt as dt_util

import cases
import fuzz
import published

ZONE = zoneinfo.ZoneInfo("Europe/Berlin")
NOW = datetime.datetime(2026, 11, 25, 7, 4, 9, 250000, tzinfo=datetime.timezone.utc)
GOLDEN = pathlib.Path(__file__).parents[2] / "test/core/home/template/golden"

# A clock time without a zone is the machine's, which is the home's.
os.environ["TZ"] = str(ZONE)
time.tzset()
dt_util.set_default_time_zone(ZONE)
environment = TemplateEnvironment(None, False, False, None)
environment.globals["now"] = lambda: NOW.astimezone(ZONE)
environment.globals["utcnow"] = lambda: NOW


def seen_by(payload: str) -> dict[str, object]:
    """As Template.async_render_with_possible_json_value does it."""
    try:
        return {"value": payload, "value_json": json.loads(payload)}
    except ValueError:
        return {"value": payload}


def rendered(template: str, variables: dict[str, object]) -> dict[str, str]:
    """The text, or which kind of exception there was."""
    try:
        return {"text": environment.from_string(template.strip()).render(**variables).strip()}
    except jinja2.UndefinedError:
        return {"error": "undefined"}
    except jinja2.TemplateSyntaxError:
        return {"error": "syntax"}
    except Exception:
        return {"error": "value"}


def record(name: str, table: list) -> None:
    rows = []
    for case in table:
        template, payload, variables = (*((case,) if isinstance(case, str) else case), None, None)[:3]
        row = {"template": template}
        if payload is not None:
            row["payload"] = payload
        if variables is not None:
            row["variables"] = variables
        else:
            variables = seen_by(cases.PAYLOAD if payload is None else payload)
        rows.append(row | rendered(template, variables))
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (GOLDEN / f"{name}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    errors = sum("error" in row for row in rows)
    print(f"{name}: {len(rows)} templates, {errors} of them fail")


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    about = {
        "homeassistant": __version__,
        "jinja2": jinja2.__version__,
        "now": NOW.isoformat(),
        "timezone": str(ZONE),
        "payload": cases.PAYLOAD,
    }
    (GOLDEN / "about.json").write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for feature, table in (cases.FEATURES | published.PUBLISHED).items():
        record(feature, table)
    record("fuzz", fuzz.templates(seed=7, count=600))

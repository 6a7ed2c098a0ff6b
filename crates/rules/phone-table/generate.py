#!/usr/bin/env python3
"""Writes src/phone/table.rs: the numbering plans of our countries, from libphonenumber's metadata.

The metadata is read from the PyPI package `phonenumbers`, libphonenumber's Python port, in exactly
the version below. It is wanted on the machine of whoever renews the table, never in a build:

    python3 -m venv /tmp/phone-table
    /tmp/phone-table/bin/pip install phonenumbers==9.0.43
    /tmp/phone-table/bin/python crates/rules/phone-table/generate.py           # writes the table
    /tmp/phone-table/bin/python crates/rules/phone-table/generate.py --check   # fails if it differs

To renew: raise VERSION here and in the lines above, run it, then run the tests of the crate.
"""

import argparse
import pathlib
import re
import sys

VERSION = "9.0.43"

# The order of `Country` in src/phone/country.rs, whose variants index the table.
COUNTRIES = ["BE", "NL", "FR", "DE", "LU", "SE", "HU", "RU"]

# libphonenumber's order of precedence: the first type whose pattern matches is the number's type.
TYPES = [
    ("Premium", "premium_rate"),
    ("TollFree", "toll_free"),
    ("SharedCost", "shared_cost"),
    ("Voip", "voip"),
    ("Personal", "personal_number"),
    ("Pager", "pager"),
    ("Uan", "uan"),
    ("Voicemail", "voicemail"),
    ("Fixed", "fixed_line"),
    ("Mobile", "mobile"),
]

# What src/phone/pattern.rs understands: digits, \d, classes of digits, groups that do not
# capture, alternatives, and the quantifiers {n}, {n,m} and ?.
SUBSET = re.compile(r"(?:\d|\\d|\[[\d-]+\]|\(\?:|\)|\||\{[1-9]\d*(?:,\d+)?\}|\?)+")

TABLE = pathlib.Path(__file__).resolve().parent.parent / "src/phone/table.rs"

HEADER = f"""\
//! The numbering plans, as patterns over a number's digits. Generated, not to be edited: see
//! phone-table/generate.py, which wrote this from the metadata of libphonenumber {VERSION}
//! (Apache-2.0), as the Python package `phonenumbers` carries it.

use super::kind::PhoneType::{{
    Fixed, Mobile, Pager, Personal, Premium, SharedCost, TollFree, Uan, Voicemail, Voip,
}};
use super::plan::Plan;

/// One plan for each country, in the order of [`super::Country`].
#[rustfmt::skip] // one pattern, one line
pub(super) static PLANS: [Plan; {len(COUNTRIES)}] = [
"""


def pattern(text):
    """The pattern as a Rust literal; fails for what pattern.rs does not understand."""
    text = re.sub(r"\s", "", text)
    if not SUBSET.fullmatch(text):
        sys.exit(f"pattern outside the subset of pattern.rs: {text}")
    return f'r"{text}"'


def plan(metadata):
    """One country's entry of the table."""
    skip = metadata.national_prefix_for_parsing or ""
    skip = re.sub(r"^\((?!\?)(.*)\)$", r"\1", skip)  # Luxembourg's captures its whole match
    if metadata.national_prefix_transform_rule:
        sys.exit(f"{metadata.id}: a transform rule, which the rule does not know")
    fixed, mobile = (getattr(metadata, name).national_number_pattern for name in ("fixed_line", "mobile"))
    if fixed == mobile:
        sys.exit(f"{metadata.id}: fixed and mobile cannot be told apart, which the rule does not know")
    lines = [
        "    Plan {",
        f'        code: "{metadata.id}",',
        f'        calling_code: "{metadata.country_code}",',
        f'        exit_code: "{metadata.international_prefix}",',
        f'        trunk: "{metadata.national_prefix or ""}",',
        f"        skipped: {pattern(skip)},",
        f"        general: {pattern(metadata.general_desc.national_number_pattern)},",
        "        types: &[",
    ]
    for variant, name in TYPES:
        description = getattr(metadata, name)
        if description is not None and description.national_number_pattern:
            lines.append(f"            ({variant}, {pattern(description.national_number_pattern)}),")
    lines += ["        ],", "    },", ""]
    return "\n".join(lines)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true", help="write nothing, fail if the table differs")
    check = arguments.parse_args().check

    import phonenumbers

    if phonenumbers.__version__ != VERSION:
        sys.exit(f"phonenumbers {VERSION} is wanted, {phonenumbers.__version__} is installed")

    countries = [phonenumbers.PhoneMetadata.metadata_for_region(code) for code in COUNTRIES]
    text = HEADER + "".join(map(plan, countries)) + "];\n"
    if not check:
        TABLE.write_text(text, encoding="utf-8")
    elif not TABLE.exists() or TABLE.read_text(encoding="utf-8") != text:
        sys.exit(f"{TABLE} differs from what phonenumbers {VERSION} gives; run this without --check")


if __name__ == "__main__":
    main()

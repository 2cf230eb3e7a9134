"""What a host must say with each answer, told once, and written as each host reads it: `_headers`, nginx, Caddy.

_headers goes into the site (Netlify and Cloudflare Pages read it there); FILES are kept in hosting/ of the repository.
"""

from __future__ import annotations

from collections.abc import Callable

from .house import House
from .policy import host_policy

FOLDER = "hosting"
MEND = "marshrut hosting"

# Every power of the device that Chromium lets a page give away; we use none. The plan copies text when asked.
POWERS_OFF = (
    "accelerometer",
    "autoplay",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "sync-xhr",
    "usb",
    "xr-spatial-tracking",
)
POWERS_OWN = ("clipboard-write",)

# Header, value, why. The policy itself comes from policy.py.
HEADERS = (
    ("Referrer-Policy", "no-referrer", "no other site learns which page the reader came from"),
    (
        "Permissions-Policy",
        ", ".join([*(f"{one}=()" for one in POWERS_OFF), *(f"{one}=(self)" for one in POWERS_OWN)]),
        "no page, and nothing smuggled into one, may ask for camera, place or paper",
    ),
    ("Cross-Origin-Opener-Policy", "same-origin", "a site that opened ours in a window cannot reach into it"),
    ("Cross-Origin-Resource-Policy", "same-origin", "no other site can embed our files, and so see who keeps them"),
    ("X-Content-Type-Options", "nosniff", "a file is what we say it is"),
    (
        "Strict-Transport-Security",
        "max-age=31536000",
        "only https for a year; other names of your domain are left alone; browsers ignore it over http",
    ),
)

# Pages change with the law: ten minutes, then the browser asks again (an unchanged page costs about a kilobyte).
FRESH = "max-age=600, must-revalidate"
# What says whether there is something newer is asked each time.
ASK = "no-cache"
# A script or part that is asked for with its hash (plan.js?…) never changes under that address. A week and not a year:
# while files are being copied to a server, a new address may for a moment be answered with the old file.
HASHED = "max-age=604800"
ASKED_EACH_TIME = ("sw.js", "version.json", "manifest.webmanifest")

# Suffix → type. Everything a built site holds; what hosts would guess wrong or not at all is among it.
TYPES = {
    "html": "text/html",
    "js": "text/javascript",
    "json": "application/json",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml",
    "atom": "application/atom+xml",
    "css": "text/css",
    "txt": "text/plain",
    "csv": "text/csv",
    "ics": "text/calendar",
    "svg": "image/svg+xml",
    "png": "image/png",
    "epub": "application/epub+zip",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "bin": "application/octet-stream",
}
# compressed already
PACKED = ("png", "epub", "zip", "pdf", "bin")
LETTERS = tuple(type_ for suffix, type_ in TYPES.items() if suffix not in PACKED)

# What Caddy calls some of these before our own word replaces it.
GUESSED = ("text/xml", "application/javascript")


def headers(house: House) -> list[tuple[str, str, str]]:
    """(name, value, why) of what every answer carries."""
    why = "our own scripts and nothing else; inside pages only those whose hash stands here"
    return [("Content-Security-Policy", host_policy(house), why), *HEADERS]


def site_headers(house: House, codes: list[str]) -> str:
    """The file `_headers`: rules of path and header. Where two rules meet, values are joined, and the stricter one holds.

    codes: languages of the site. Paths are spelled out, for the two hosts understand `*` differently.
    """
    everywhere = [f"  {name}: {value}" for name, value, _ in headers(house)]
    lines = ["# Netlify and Cloudflare Pages read this. Made by the build.", "/*", *everywhere, f"  Cache-Control: {FRESH}"]
    for code in codes:
        for name in ASKED_EACH_TIME:
            lines += [f"/{code}/{name}", f"  Cache-Control: {ASK}"]
            if name.endswith(".webmanifest"):
                lines.append(f"  Content-Type: {TYPES['webmanifest']}")
    return "\n".join(lines) + "\n"


def _why_closed() -> str:
    return (
        "Networks that cut a connection after 16 KB count all that comes through it. So each answer has a connection\n"
        "# of its own, and no HTTP/2, which would send everything through one. Readers stay minutes on a page: nothing is lost.\n"
        "# For the same reason take a certificate with an ECDSA key: its chain is kilobytes shorter than one with RSA."
    )


def nginx(house: House) -> str:
    """To be included in a `server` block."""
    asked = "|".join(name.replace(".", "\\.") for name in ASKED_EACH_TIME)
    types = "\n".join(f"    {type_} {suffix};" for suffix, type_ in TYPES.items())
    said = "\n".join(f'# {why}\nadd_header {name} "{value}" always;' for name, value, why in headers(house))
    return f"""# nginx. Made by `{MEND}`: change marshrut/hosting.py, not this file. Needs nginx 1.9 or newer with gzip_static.
# The site must be built for the root of a host name of its own. Include this file in your server block:
#
#     server {{
#         listen 443 ssl;
#         server_name guide.example.org;
#         ssl_certificate     /etc/ssl/guide.example.org.pem;
#         ssl_certificate_key /etc/ssl/guide.example.org.key;
#         root /srv/marshrut/site;
#         include /srv/marshrut/hosting/nginx.conf;
#     }}
#
# Keep no log of readers: their addresses are nobody's business. Errors are logged as everywhere.
access_log off;
server_tokens off;

# {_why_closed()}
keepalive_timeout 0;
ssl_session_tickets on;

# A page is two to five times as long when it is not compressed, and such networks cut it. `gzip_static` sends files that
# were compressed beforehand, if you made them: find site -type f -size +1k ! -name '*.png' ! -name '*.zip' ! -name '*.epub' -exec gzip -9nk {{}} +
gzip on;
gzip_static on;
gzip_comp_level 9;
gzip_min_length 512;
gzip_proxied any;
gzip_vary on;
gzip_types {" ".join(type_ for type_ in LETTERS if type_ != "text/html")};

charset utf-8;
charset_types {" ".join(type_ for type_ in LETTERS if type_ != "text/html")};
default_type application/octet-stream;
types {{
{types}
}}

index index.html;
error_page 403 404 /404.html;

set $marshrut_cache "{FRESH}";
# asked for with its hash
if ($request_uri ~ "\\.js\\?.") {{ set $marshrut_cache "{HASHED}"; }}
# says whether there is something newer
if ($uri ~ "/({asked})$") {{ set $marshrut_cache "{ASK}"; }}
add_header Cache-Control $marshrut_cache always;

{said}
"""


def caddy(house: House) -> str:
    """A whole Caddyfile; address and folder from the environment."""
    said = "\n".join(f'\t\t# {why}\n\t\t{name} "{value}"' for name, value, why in headers(house))
    suffixes = "\n".join(f'\t\t~\\.{suffix}$ "{_with_charset(suffix)}"' for suffix in TYPES)
    types = "\n".join(f"\t\t\theader Content-Type {type_}*" for type_ in (*LETTERS, *GUESSED))
    asked = " ".join(f"*/{name}" for name in ASKED_EACH_TIME)
    closed = _why_closed().replace("\n", "\n\t")
    return f"""# Caddy 2. Made by `{MEND}`: change marshrut/hosting.py, not this file.
# MARSHRUT_ADDRESS=guide.example.org MARSHRUT_SITE=/srv/marshrut/site caddy run --config hosting/Caddyfile
# Caddy fetches its own certificate, with an ECDSA key. It logs no readers unless told to.
{{
	servers {{
		protocols h1
	}}
}}

{{$MARSHRUT_ADDRESS:localhost}} {{
	root * {{$MARSHRUT_SITE:site}}
	# {closed}
	header Connection close
	header -Server
	header {{
{said}
	}}

	@hashed expression `{{path}}.endsWith(".js") && {{query}} != ""`
	@asked path {asked}
	# in this order, the last one wins
	route {{
		header Cache-Control "{FRESH}"
		header @hashed Cache-Control "{HASHED}"
		header @asked Cache-Control {ASK}
	}}

	map {{path}} {{type}} {{
		~/$ "{_with_charset("html")}"
{suffixes}
		default application/octet-stream
	}}
	# after the file server, which has a guess of its own
	header {{
		Content-Type {{type}}
		defer
	}}

	# A page is two to five times as long when it is not compressed, and such networks cut it.
	encode {{
		gzip 9
		minimum_length 512
		match {{
{types}
		}}
	}}
	file_server {{
		precompressed gzip
	}}
	handle_errors {{
		header -Server
		rewrite * /404.html
		file_server
	}}
}}
"""


def _with_charset(suffix: str) -> str:
    return TYPES[suffix] if suffix in PACKED else f"{TYPES[suffix]}; charset=utf-8"


# File of hosting/ → its text.
FILES: dict[str, Callable[[House], str]] = {"nginx.conf": nginx, "Caddyfile": caddy}

#!/usr/bin/python3
"""Make tests/verify/signed/*.mails: mails of invented people, signed by others than us.

	make-signed.py [RSPAMD-FOLDER]

Needs dkimpy with PyNaCl (python3-dkim, python3-nacl), Mail::DKIM (libmail-dkim-perl),
libopendkim (libopendkim-dev, a C compiler), and Rspamd, unpacked below RSPAMD-FOLDER; without it the
file of Rspamd is left as it is.  The mails are the same each time, the signatures are not.

Each mail in a file is a line "SIZE TITLE", SIZE octets, and an empty line.  The selector names the
key: rsa-2048 is tests/verify/keys/rsa-2048.pem.
"""

import base64
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time

import dkim

HERE = os.path.dirname(os.path.abspath(__file__))
KEYS = os.path.join(HERE, "keys")
DOMAIN = "example.org"
PEOPLE = ["Jane Doe", "Bob Example", "Ann Other", "Zo\u00eb M\u00fcller", "Li Wei", "Oskar Nygaard"]
WORDS = ("letter garden boat window paper summer kitchen \u00fcber caf\u00e9 r\u00e9sum\u00e9 train "
	 "music river coffee winter bicycle").split()


def sentence(rng, count):
	return " ".join(rng.choice(WORDS) for _ in range(count))


def field(rng, name, value):
	"""A field with the white space that people and programs write."""
	before = rng.choice([" ", " ", " ", "", "  ", "\t"])
	after = rng.choice(["", "", "", " ", "\t ", "   "])
	words = value.split(" ")
	text = words[0]
	for word in words[1:]:
		text += rng.choice([" "] * 8 + ["\r\n ", "\r\n\t", "  ", " \r\n\t  "]) + word
	return name + ":" + before + text + after + "\r\n"


def header(rng, number):
	person, other = rng.sample(PEOPLE, 2)
	name = rng.choice(["From", "From", "from", "FROM"])
	lines = [
		field(rng, name, '"%s" <p%d@%s>' % (person, number, DOMAIN)),
		field(rng, "To", "%s <q%d@example.net>" % (other, number)),
		field(rng, "Subject", sentence(rng, rng.randint(0, 9))),
		field(rng, "Date", "Mon, 7 Jan 2013 10:%02d:00 +0100" % (number % 60)),
		field(rng, "Message-ID", "<%d.%s@%s>" % (number, rng.randint(1, 9999), DOMAIN)),
	]
	if rng.random() < 0.5:
		lines.append(field(rng, "MIME-Version", "1.0"))
	if rng.random() < 0.3:
		lines.append(rng.choice(["Comments:\r\n", "Comments: \r\n", "Comments:\t\r\n"]))
	if rng.random() < 0.3:
		lines += [field(rng, "Comments", sentence(rng, 3)), field(rng, "Comments", sentence(rng, 2))]
	if rng.random() < 0.3:
		lines.append(field(rng, "Reply-To", "r%d@%s" % (number, DOMAIN)))
	if rng.random() < 0.2:
		lines.append(field(rng, "References", " ".join("<%d@example.net>" % n for n in range(40))))
	rng.shuffle(lines)
	received = [field(rng, "Received", "from a%d.example.net by mx.example.org; Mon, 7 Jan 2013" % n)
		    for n in range(rng.randint(0, 3))]
	return "".join(received + lines)


def multipart(rng):
	return ("preamble\r\n--b\r\nContent-Type: text/plain\r\n\r\n%s\r\n--b\r\nContent-Type: text/html\r\n\r\n"
		"<p>%s</p>\r\n--b--\r\n" % (sentence(rng, 30), sentence(rng, 30)))


def body(rng):
	kind = rng.randrange(9)
	if kind == 0:
		return ""
	if kind == 1:
		return "\r\n" * rng.randint(1, 4)
	if kind == 2:
		return multipart(rng)
	text = ""
	for _ in range(rng.randint(1, 12)):
		text += rng.choice(["", "", " ", "\t"]) + sentence(rng, rng.randint(0, 12))
		text += rng.choice(["", "", "", " ", "\t \t"]) + "\r\n"
		if rng.random() < 0.2:
			text = text.replace(" ", "  ", 2)
	if kind == 3:
		text += "x" * rng.choice([998, 5000]) + "\r\n"
	if kind == 4:
		text += "\r\n" * rng.randint(1, 5)
	if kind == 5:
		text += " \r\n\t\r\n"
	if kind == 6:
		text = "\r\n\r\n" + text
	if kind == 7:
		text += "an end without its line"
	return text


def mail(number):
	rng = random.Random(number)
	head = header(rng, number)
	charset = rng.choice(["utf-8", "utf-8", "latin-1", "ascii"])
	text = head + "\r\n" + body(rng)
	if charset == "ascii":
		return text.encode("ascii", "replace")
	return text.encode(charset)


def key_file(selector):
	return os.path.join(KEYS, selector + ".pem")


def algorithm(selector):
	return "ed25519-sha256" if selector == "ed25519" else "rsa-sha256"


def by_dkimpy(message, selector, canons, length):
	header_canon, body_canon = canons.encode().split(b"/")
	with open(key_file(selector), "rb") as file:
		key = file.read()
	if selector == "ed25519":
		# It takes the 32 octets of the key in base64, as they stand at the end of the DER.
		key = base64.b64encode(base64.b64decode(b"".join(key.splitlines()[1:-1]))[-32:])
	return dkim.sign(message, selector.encode(), DOMAIN.encode(), key, identity=None,
			 canonicalize=(header_canon, body_canon), length=length,
			 signature_algorithm=algorithm(selector).encode())


def run(command, message):
	done = subprocess.run(command, input=message, stdout=subprocess.PIPE, check=True)
	return done.stdout


def by_mail_dkim(message, selector, canons, length):
	return run(["perl", os.path.join(HERE, "sign-mail-dkim.pl"), DOMAIN, selector, key_file(selector),
		    canons], message)


def by_opendkim(message, selector, canons, length):
	head, tail = canons.split("/")
	octets = len(message.split(b"\r\n\r\n", 1)[1])
	return run([os.path.join(FOLDER.name, "sign-opendkim"), DOMAIN, selector, key_file(selector), head,
		    tail, "ed25519" if selector == "ed25519" else "rsa",
		    str(octets // 2 if length else -1)], message)


RSPAMD_CONFIG = """
actions { reject = 1000; add_header = 999; }
options { filters = "dkim"; pidfile = "%(folder)s/pid"; tempdir = "%(folder)s";
	control_socket = "%(folder)s/control mode=0600"; stats_file = "%(folder)s/stats";
	history_file = "%(folder)s/history"; url_tld = "%(folder)s/suffixes";
	disable_hyperscan = true; dns { nameserver = ["127.0.0.1:1"]; timeout = 0.05s; retransmits = 1; } }
logging { type = "file"; filename = "%(folder)s/log"; level = "info"; }
worker "normal" { bind_socket = "127.0.0.1:%(port)d"; count = 1; }
modules { path = "%(plugins)s/dkim_signing.lua"; path = "%(plugins)s/milter_headers.lua"; }
dkim_signing { enabled = true; sign_local = true; sign_networks = ["127.0.0.1"]; use_domain = "header";
	allow_hdrfrom_mismatch = true; allow_hdrfrom_multiple = true; allow_username_mismatch = true;
	sign_authenticated = true; try_fallback = false; use_esld = false;
	domain { %(domain)s { selectors = [{ path = "%(key)s"; selector = "%(selector)s"; }] } } }
lua = "%(rules)s/rspamd.lua";
"""


class Rspamd:
	"""One server for each key: it knows one algorithm a key, and relaxed/relaxed."""

	def __init__(self, root, selector, port):
		share = os.path.join(root, "usr/share/rspamd")
		self.port = port
		self.folder = tempfile.TemporaryDirectory()
		# A path without a dot is taken for the key itself, in base64.
		key = os.path.join(self.folder.name, "key.pem")
		with open(key_file(selector), "rb") as file, open(key, "wb") as out:
			text = file.read()
			if selector == "ed25519":
				text = base64.b64encode(base64.b64decode(b"".join(text.splitlines()[1:-1]))[-32:])
			out.write(text)
		os.chmod(key, 0o644)
		os.chmod(self.folder.name, 0o777)
		with open(os.path.join(self.folder.name, "suffixes"), "w") as out:
			out.write("com\nnet\norg\n")
		config = os.path.join(self.folder.name, "rspamd.conf")
		with open(config, "w") as out:
			out.write(RSPAMD_CONFIG % dict(folder=self.folder.name, port=port, domain=DOMAIN, key=key,
						       selector=selector, plugins=share + "/plugins",
						       rules=share + "/rules"))
		libraries = [os.path.join(root, "usr/lib/rspamd"), os.path.join(root, "usr/lib/x86_64-linux-gnu")]
		environment = dict(os.environ, LD_LIBRARY_PATH=":".join(libraries), SHAREDIR=share,
				   RULESDIR=share + "/rules", LUALIBDIR=share + "/lualib",
				   PLUGINSDIR=share + "/plugins")
		self.process = subprocess.Popen(
			[os.path.join(root, "usr/bin/rspamd"), "-f", "-i", "-c", config],
			env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
			start_new_session=True)

	def sign(self, message):
		for _ in range(50):
			try:
				connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
				connection.request("POST", "/checkv2", message,
						   {"IP": "127.0.0.1", "User": "p@" + DOMAIN, "From": "p@" + DOMAIN})
				answer = json.loads(connection.getresponse().read())
				break
			except (ConnectionError, http.client.HTTPException):
				time.sleep(0.2)
		text = answer["dkim-signature"]
		text = text if isinstance(text, str) else text[0]
		return ("DKIM-Signature: " + re.sub(r"\r?\n", "\r\n", text) + "\r\n").encode()

	def stop(self):
		os.killpg(self.process.pid, signal.SIGKILL)
		self.process.wait()
		self.folder.cleanup()


def write(name, entries):
	path = os.path.join(HERE, "signed", name + ".mails")
	with open(path, "wb") as out:
		for title, message in entries:
			out.write(b"%d %s\n" % (len(message), title.encode()) + message + b"\n\n")
	print(name, len(entries))


def public_key(name, timeout=5):
	selector = (name.decode() if isinstance(name, bytes) else name).split(".")[0]
	der = subprocess.run(["openssl", "pkey", "-in", key_file(selector), "-pubout", "-outform", "DER"],
			     stdout=subprocess.PIPE, check=True).stdout
	der = der[-32:] if selector == "ed25519" else der
	kind = b"ed25519" if selector == "ed25519" else b"rsa"
	return b"v=DKIM1; k=" + kind + b"; p=" + base64.b64encode(der)


def keep(entries, title, message):
	"""Keep what dkimpy verifies, too; the rest is a fault of its signer.

	That of Mail::DKIM is a simple body without a last line end, that of OpenDKIM a simple header with
	Ed25519.
	"""
	if dkim.verify(message, dnsfunc=public_key):
		entries.append((title, message))
	else:
		print("left out:", title)


ALL_CANONS = ["simple/simple", "simple/relaxed", "relaxed/simple", "relaxed/relaxed"]
SELECTORS = ["rsa-2048", "ed25519", "rsa-1024", "rsa-2048"]
RSA_SELECTORS = ["rsa-2048", "rsa-1024", "rsa-2048", "rsa-4096"]


def sign_all(name, sign, selectors, first, count, lengths):
	entries = []
	for number in range(first, first + count):
		selector, canons = selectors[number % 4], ALL_CANONS[number // 4 % 4]
		length = lengths and number % 8 == 0
		message = mail(number)
		signature = sign(message, selector, canons, length)
		title = "%s, %s, %s%s" % (name, algorithm(selector), canons, ", l=" if length else "")
		keep(entries, title, signature + message)
	write(name, entries)


def sign_by_rspamd(root, first, count):
	entries = []
	for port, selector in enumerate(["rsa-2048", "ed25519", "rsa-1024"]):
		server = Rspamd(root, selector, 29700 + port)
		try:
			for number in range(first + port, first + count, 3):
				message = mail(number)
				keep(entries, "rspamd, %s, relaxed/relaxed" % algorithm(selector),
				     server.sign(message) + message)
		finally:
			server.stop()
	write("rspamd", entries)


FOLDER = tempfile.TemporaryDirectory()
subprocess.run(["cc", "-o", os.path.join(FOLDER.name, "sign-opendkim"), os.path.join(HERE, "sign-opendkim.c"),
		"-lopendkim"], check=True)
os.makedirs(os.path.join(HERE, "signed"), exist_ok=True)
sign_all("dkimpy", by_dkimpy, SELECTORS, 0, 80, True)
sign_all("mail-dkim", by_mail_dkim, RSA_SELECTORS, 100, 48, False)
sign_all("opendkim", by_opendkim, SELECTORS, 200, 80, True)
if len(sys.argv) > 1:
	sign_by_rspamd(sys.argv[1], 300, 36)

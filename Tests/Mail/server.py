"""A mail server for tests: takes letters, or behaves badly, as it is told. Says its port on a line; ends when its input ends.

Each letter is parsed with Python's own reader of mail and put down as JSON, one file a letter.
"""
import argparse
import asyncio
import email
import email.policy
import itertools
import json
import os
import ssl
import sys
import threading

from aiosmtpd.smtp import SMTP, AuthResult

parser = argparse.ArgumentParser()
parser.add_argument("--folder", required=True)
parser.add_argument("--cert")
parser.add_argument("--key")
parser.add_argument("--tls", choices=["none", "starttls", "implicit"], default="none")
parser.add_argument("--user", help="NAME:PASSWORD of the only user, who must sign in")
parser.add_argument("--login-only", action="store_true", help="offers AUTH LOGIN and not PLAIN")
parser.add_argument("--utf8", action="store_true")
parser.add_argument("--bad", choices=["hang", "hang-data", "close", "flood", "lines", "inject", "inject-early", "http", "wrong-codes"])
options = parser.parse_args()


def context():
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(options.cert, options.key)
    return made


numbers = itertools.count(1)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address.startswith("nobody"):
            return f"550 5.1.1 <{address}>: no such user {address}"
        if address.startswith("later"):
            return "451 4.7.1 Greylisted, come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        raw = envelope.content
        letter = email.message_from_bytes(raw, policy=email.policy.default)
        plain, html = letter.get_body(("plain",)), letter.get_body(("html",))
        facts = {
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None,
            "options": envelope.mail_options, "authenticated": bool(session.authenticated), "host": session.host_name,
            "subject": letter["subject"], "sender": letter["from"].addresses[0].display_name,
            "head": {name: str(value) for name, value in letter.items()}, "type": letter.get_content_type(),
            "defects": [str(d) for part in letter.walk() for d in part.defects],
            "date": letter["date"].datetime.isoformat(), "plain": plain.get_content().replace("\r\n", "\n"),
            "html": html.get_content().replace("\r\n", "\n"),
            "longest": max(len(line) for line in raw.splitlines()), "ascii": all(byte < 128 for byte in raw),
        }
        path = f"{options.folder}/{next(numbers)}.json"
        with open(path + ".part", "w") as file:
            json.dump(facts, file)
        os.rename(path + ".part", path)
        return "250 OK"


def judge(server, session, envelope, mechanism, data):
    name, _, password = options.user.partition(":")
    ok = data.login.decode() == name and data.password.decode() == password
    return AuthResult(success=ok, handled=False)


def good():
    settings = {"enable_SMTPUTF8": options.utf8, "timeout": 60}
    if options.tls == "starttls":
        settings |= {"tls_context": context(), "require_starttls": True}
    if options.user:
        settings |= {"authenticator": judge, "auth_required": True, "auth_require_tls": options.tls == "starttls"}
        if options.login_only:
            settings["auth_exclude_mechanism"] = ["PLAIN"]
    return SMTP(Handler(), **settings)


async def bad(reader, writer):
    """Conversations that no honest server holds."""
    async def say(text):
        writer.write(text.encode())
        await writer.drain()

    async def hear():
        return (await reader.readline()).decode().strip().upper()

    try:
        if options.bad == "hang":
            await asyncio.sleep(3600)
        if options.bad == "http":
            await say("HTTP/1.1 400 Bad Request\r\n\r\n")
        if options.bad == "flood":
            await say("220 ")
            while True:
                await say("a" * 65536)
        if options.bad == "lines":
            while True:
                await say("220-hello there\r\n" * 1000)
        if options.bad == "wrong-codes":
            await say("220-mail\r\n250 mail\r\n")
        if options.bad == "inject-early":
            await say("220 mail\r\n250-mail\r\n250 STARTTLS\r\n220 go\r\n250-mail\r\n250 AUTH PLAIN\r\n235 in\r\n" + "250 OK\r\n" * 20)
        await say("220 mail\r\n")
        while line := await hear():
            if line.startswith("EHLO"):
                await say("250-mail\r\n250-STARTTLS\r\n250 AUTH PLAIN\r\n")
            elif line == "STARTTLS":
                await say("220 go\r\n250-mail\r\n250 AUTH PLAIN\r\n" if options.bad == "inject" else "220 go\r\n")
            elif line.startswith("MAIL") and options.bad == "close":
                return
            elif line == "DATA" and options.bad == "hang-data":
                await say("354 go\r\n")
                await asyncio.sleep(3600)
            elif line == "QUIT":
                await say("221 bye\r\n")
                return
            else:
                with open(f"{options.folder}/heard.txt", "a") as file:
                    file.write(line + "\n")
                await say("250 OK\r\n")
    except (ConnectionError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def main():
    loop = asyncio.get_running_loop()
    tls = context() if options.tls == "implicit" else None
    if options.bad:
        server = await asyncio.start_server(bad, "127.0.0.1", 0)
    else:
        server = await loop.create_server(good, "127.0.0.1", 0, ssl=tls)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.Event().wait()


def end_with_input():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_input, daemon=True).start()
asyncio.run(main())

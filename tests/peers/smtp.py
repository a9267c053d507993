# SPDX-License-Identifier: GPL-3.0-or-later
"""The mail servers that hooks send to in tst_outbound: without TLS, with STARTTLS and with TLS from the first byte.
Prints their ports, then each mail as a line of JSON.  smtp.py CERTIFICATE KEY"""
import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Keep:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parts = {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}
        print(json.dumps({
            "from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": server.transport.get_extra_info("sslcontext") is not None,
            "login": session.authenticated, "headers": dict(message.items()), "parts": parts}), flush=True)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=data.login == b"mailer" and data.password == b"right", handled=False)


async def main():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(sys.argv[1], sys.argv[2])
    loop = asyncio.get_running_loop()
    ports = {}
    for name, options, wrap in (
            ("none", {}, None),
            ("starttls", {"tls_context": context, "require_starttls": True, "authenticator": authenticate, "auth_required": True}, None),
            ("tls", {}, context)):
        server = await loop.create_server(
            lambda options=options: SMTP(Keep(), hostname="localhost", **options), "127.0.0.1", 0, ssl=wrap)
        ports[name] = server.sockets[0].getsockname()[1]
    print(json.dumps(ports), flush=True)
    await asyncio.Event().wait()


asyncio.run(main())

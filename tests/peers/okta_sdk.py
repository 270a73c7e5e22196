#!/usr/bin/env python3
"""Okta's own Python SDK (`pip install okta==3.4.6`) against a simulated organisation over TLS.

Reads the environment that `okta-mcp sim --tls` prints (OKTA_ORG_URL, OKTA_CLIENT_ID,
OKTA_PRIVATE_KEY_FILE, OKTA_KEY_ID, OKTA_SCOPES) and trusts the authority in SSL_CERT_FILE.
`--dpop` asks for bound tokens, `--bearer` for plain ones (the app must not require DPoP then).
The app needs a role that may create and delete users. Prints one line for each fact and ends
with 1 when one is false.
"""

import argparse
import asyncio
import os
import sys
import uuid

from okta.client import Client
from okta.http_client import HTTPClient
from okta.models import CreateUserRequest, UserProfile

PAGE = 50


def fact(holds, text):
    """Prints a fact, and ends the script where it is false."""
    print(("ok - " if holds else "not ok - ") + text, flush=True)
    if not holds:
        sys.exit(1)


def done(error, text):
    """Prints that a call succeeded, and ends the script where it did not."""
    fact(error is None, text if error is None else f"{text}: {error}")


def client(mode):
    """The SDK's client, configured as its documentation says."""
    return Client(
        {
            "orgUrl": os.environ["OKTA_ORG_URL"],
            "authorizationMode": "PrivateKey",
            "clientId": os.environ["OKTA_CLIENT_ID"],
            "privateKey": os.environ["OKTA_PRIVATE_KEY_FILE"],
            "kid": os.environ["OKTA_KEY_ID"],
            "scopes": os.environ["OKTA_SCOPES"].split(),
            "dpopEnabled": mode == "dpop",
            "httpClient": Links,
        }
    )


class Links(HTTPClient):
    """Remembers the links of the last answer.

    The SDK keeps an answer's headers in a plain mapping, where only the first of Okta's two `link`
    headers survives, and that is `self`: its own paging ends after one page. The HTTP client below it
    still has both.
    """

    last = {}

    async def send_request(self, request):
        """Sends as the SDK does, and looks at the answer on its way up."""
        answer = await super().send_request(request)
        Links.last = answer[1].links if answer[1] is not None else {}
        return answer


def cursor():
    """The cursor to the page after the last one read, if there is one."""
    following = Links.last.get("next")
    return following["url"].query["after"] if following else None


async def walk(okta):
    """Every user of the default list, page by page."""
    users, after, pages = [], None, []
    while True:
        page, _, error = await okta.list_users(limit=PAGE, after=after)
        if error:
            done(error, "reads a page of users")
        users += page
        pages.append(len(page))
        after = cursor()
        if after is None:
            return users, pages


async def story(mode):
    okta = client(mode)
    users, pages = await walk(okta)
    ids = {user.id for user in users}
    fact(len(pages) > 1, f"lists {len(users)} users on {len(pages)} pages")
    fact(len(ids) == len(users), "no user stands on two pages")
    fact(all(0 < size <= PAGE for size in pages), "no page is empty or too long")

    login = f"sdk-{uuid.uuid4().hex[:12]}@acme.example"
    profile = UserProfile(first_name="Software", last_name="Kit", email=login, login=login)
    user, _, error = await okta.create_user(CreateUserRequest(profile=profile), activate=True)
    done(error, f"creates {login}")
    fact(user.status == "PROVISIONED", f"a user without a password is {user.status.value}")
    fact(user.profile.login == login, "the profile comes back")

    found, _, error = await okta.list_users(search=f'profile.login eq "{login}"')
    done(error, "searches")
    fact([one.id for one in found] == [user.id], "the search finds that user alone")

    _, _, error = await okta.deactivate_user(user.id)
    done(error, "deactivates")
    again, _, error = await okta.get_user(user.id)
    done(error, "reads the user again")
    fact(again.status == "DEPROVISIONED", f"the status is {again.status.value}")

    _, _, error = await okta.delete_user(user.id)
    done(error, "deletes")
    _, _, error = await okta.get_user(user.id)
    fact(error is not None and "E0000007" in str(error), "the user is gone (E0000007)")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--dpop", dest="mode", action="store_const", const="dpop")
    mode.add_argument("--bearer", dest="mode", action="store_const", const="bearer")
    asyncio.run(story(parser.parse_args().mode))


if __name__ == "__main__":
    main()

"""The tools of okta-mcp-server 1.1.7: how each is called, and what is known to be wrong with it."""

import csv
import urllib.parse
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

if TYPE_CHECKING:
    from official_server import Walk

API = "/api/v1"
ADA = "ada@acme.example"
# A picture of one pixel.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c636060606000000005000165f64540"
    "0000000049454e44ae426082"
)

# What is wrong with a tool by the server's own fault, or that of Okta's Python SDK 3.4.6 below it.
_LOST = (
    "Okta's SDK makes a plain dict a policy without `conditions` and `settings`: the server hands it one, both are lost"
)
_ASSURANCE = "Okta's SDK keeps nothing of `verificationMethod` but its type: the factors demanded are lost"
FAULTS: dict[str, str] = {
    "create_policy": _LOST,
    "get_brand": "Okta's SDK has no `_embedded` in its brand: what `expand` asked for is lost",
    "get_policy_rule": _ASSURANCE,
    "list_policies": "Okta's SDK wants objects in `_embedded`; in an access policy `resourceType` is a text, and the list fails",
    "list_policy_rules": _ASSURANCE,
    "update_policy": f"{_LOST}, from a policy in force",
}
# What simorg does not play. These may begin to work.
_CATALOGUE = "simorg has no `/api/v1/catalog/apps`, as Okta's published description has none"
OPEN: dict[str, str] = {
    "get_catalog_app": _CATALOGUE,
    "list_catalog_apps": _CATALOGUE,
    "upsert_custom_domain_certificate": "simorg takes the certificate and does not show `publicCertificate` afterwards",
}


def ids(answer: Any) -> list[str]:
    """The ids in a list, in the shapes that the server's lists have."""
    items = answer["items"] if isinstance(answer, dict) else answer
    return [item["id"] for item in items]


def one(answer: Any) -> Any:
    """The object that some tools wrap into a list of one."""
    return answer[0] if isinstance(answer, list) else answer


def is_in(wanted: str, found: Any) -> str | None:
    return None if wanted in found else f"{wanted} is missing"


def is_same(wanted: Any, found: Any, what: str) -> str | None:
    return None if wanted == found else f"{what} is {found!r}, not {wanted!r}"


async def scopes(w: "Walk") -> None:
    await w.use("get_scope_status", lambda a: is_same({}, a["disabled_tools"], "disabled_tools"))


async def users(w: "Walk") -> None:
    login = "official@acme.example"
    profile = {"firstName": "Official", "lastName": "Server", "email": login, "login": login, "department": "Tools"}
    path = f"{API}/users/{login}"
    await w.use(
        "create_user",
        lambda a: w.stands(path, {"status": "PROVISIONED", "profile": profile}),
        profile=profile,
        activate=True,
    )
    user = w.org.get(path)["id"]
    await w.use("get_user", lambda a: is_same(user, one(a)["id"], "id"), user_id=login)
    await w.use(
        "list_users",
        lambda a: is_same([user], [item[1] for item in a["items"]], "the list"),
        search=f'profile.login eq "{login}"',
    )
    everybody = len(w.org.all(f"{API}/users"))
    await w.use(
        "list_users", lambda a: is_same(everybody, a["total_fetched"], "the number of users"), search="", fetch_all=True
    )
    await w.use(
        "update_user",
        lambda a: w.stands(path, {"profile": {"department": "Tests", "lastName": "Server"}}),
        user_id=user,
        profile={"department": "Tests"},
    )
    await w.use("get_user_profile_attributes", lambda a: is_in("login", str(a)))
    await w.use("list_user_groups", lambda a: is_in("Everyone", str(a)), user_id=user)
    export = w.folder / "users.csv"
    await w.use(
        "export_users_csv",
        lambda a: is_in(login, [line["login"] for line in csv.DictReader(export.open())]),
        output_path=str(export),
        search='profile.department eq "Tests"',
    )
    await w.use("deactivate_user", lambda a: w.stands(path, {"status": "DEPROVISIONED"}), user_id=user)
    await w.use("delete_deactivated_user", lambda a: w.gone(path), user_id=user)


def is_at_least(least: int, found: int) -> str | None:
    return None if found >= least else f"{found} came, and there are {least} or more"


async def groups(w: "Walk") -> None:
    name, path = "Official group", f"{API}/groups"
    await w.use(
        "create_group",
        lambda a: w.stands(f"{path}?q=Official", [{"profile": {"name": name, "description": "Made by a tool"}}]),
        profile={"name": name, "description": "Made by a tool"},
    )
    group = w.org.get(f"{path}?q=Official")[0]["id"]
    user = w.org.get(f"{API}/users/{ADA}")["id"]
    await w.use("get_group", lambda a: is_same(group, one(a)["id"], "id"), group_id=group)
    await w.use("list_groups", lambda a: is_same([group], ids(a), "the list"), search=f'profile.name eq "{name}"')
    await w.use("list_groups", lambda a: is_in(group, ids(a)), search="", fetch_all=True, limit=100)
    await w.use(
        "update_group",
        lambda a: w.stands(f"{path}/{group}", {"profile": {"name": "Official team", "description": "Renamed"}}),
        group_id=group,
        profile={"name": "Official team", "description": "Renamed"},
    )
    await w.use(
        "add_user_to_group",
        lambda a: w.stands(f"{path}/{group}/users", [{"id": user}]),
        group_id=group,
        user_id=user,
    )
    await w.use("list_group_users", lambda a: is_in(user, str(a["items"])), group_id=group)
    app = w.org.make(f"{API}/apps", bookmark("Of the official group"))["id"]
    w.org.make(f"{API}/apps/{app}/groups/{group}", {}, "PUT")
    await w.use("list_group_apps", lambda a: is_same([app], ids(a), "the list"), group_id=group)
    await w.use("remove_user_from_group", lambda a: w.stands(f"{path}/{group}/users", []), group_id=group, user_id=user)
    await w.use("delete_group", lambda a: w.gone(f"{path}/{group}"), group_id=group)
    other = w.org.make(path, {"profile": {"name": "Official other"}})["id"]
    await w.use("confirm_delete_group", lambda a: w.gone(f"{path}/{other}"), group_id=other, confirmation="DELETE")


def bookmark(label: str) -> dict[str, Any]:
    settings = {"app": {"requestIntegration": False, "url": "https://example.com/bookmark.htm"}}
    return {"name": "bookmark", "label": label, "signOnMode": "BOOKMARK", "settings": settings}


def web_app(label: str) -> dict[str, Any]:
    settings = {
        "redirect_uris": ["https://example.com/callback"],
        "response_types": ["code"],
        "grant_types": ["authorization_code"],
        "application_type": "web",
    }
    return {
        "name": "oidc_client",
        "label": label,
        "signOnMode": "OPENID_CONNECT",
        "credentials": {"oauthClient": {"token_endpoint_auth_method": "client_secret_post"}},
        "settings": {"oauthClient": settings},
    }


async def applications(w: "Walk") -> None:
    path = f"{API}/apps"
    mark, web = bookmark("Official bookmark"), web_app("Official web app")
    named = f"{path}?q=Official+bookmark"
    await w.use(
        "create_application",
        lambda a: w.stands(named, [{"label": mark["label"], "status": "ACTIVE", "settings": mark["settings"]}]),
        app_config=mark,
    )
    await w.use(
        "create_application",
        lambda a: w.stands(f"{path}/{a['id']}", {"label": web["label"], "settings": web["settings"]}),
        app_config=web,
        activate=False,
    )
    app = w.org.get(named)[0]["id"]
    await w.use("get_application", lambda a: is_same("Official bookmark", a["label"], "label"), app_id=app)
    await w.use("list_applications", lambda a: is_same([app], ids(a), "the list"), q="Official bookmark")
    await w.use("list_applications", lambda a: is_in(app, ids(a)), fetch_all=True)
    await w.use(
        "update_application",
        lambda a: w.stands(f"{path}/{app}", {"label": "Official mark", "settings": mark["settings"]}),
        app_id=app,
        app_config={**mark, "label": "Official mark"},
    )
    await w.use("deactivate_application", lambda a: w.stands(f"{path}/{app}", {"status": "INACTIVE"}), app_id=app)
    await w.use("activate_application", lambda a: w.stands(f"{path}/{app}", {"status": "ACTIVE"}), app_id=app)
    w.org.make(f"{path}/{app}/lifecycle/deactivate", {})
    await w.use("delete_application", lambda a: w.gone(f"{path}/{app}"), app_id=app)
    other = w.org.make(f"{path}?activate=false", bookmark("Official other"))["id"]
    w.org.ask("POST", f"{path}/{other}/lifecycle/deactivate")
    await w.use("confirm_delete_application", lambda a: w.gone(f"{path}/{other}"), app_id=other, confirmation="DELETE")
    listed = await w.use("list_catalog_apps", lambda a: is_at_least(1, len(a["items"])), limit=20)
    known = [item["name"] for item in listed.get("items", [])] if isinstance(listed, dict) else []
    await w.use(
        "get_catalog_app",
        lambda a: is_same((known or ["bookmark"])[0], a["name"], "name"),
        app_name=(known or ["bookmark"])[0],
    )
    await w.use(
        "install_oin_app",
        lambda a: w.stands(f"{path}/{a['id']}", {"name": "bookmark", "label": "Official install"}),
        name="bookmark",
        label="Official install",
        sign_on_mode="BOOKMARK",
        settings=mark["settings"],
    )


async def policies(w: "Walk") -> None:
    path = f"{API}/policies"
    everyone = w.org.get(f"{API}/groups?q=Everyone")[0]["id"]
    conditions = {"people": {"groups": {"include": [everyone]}}, "authProvider": {"provider": "OKTA"}}
    wanted = {
        "type": "PASSWORD",
        "name": "Official policy",
        "description": "Made by a tool",
        "conditions": conditions,
        "settings": {"password": {"complexity": {"minLength": 14}}},
    }
    for kind in ("OKTA_SIGN_ON", "PASSWORD", "MFA_ENROLL", "ACCESS_POLICY", "PROFILE_ENROLLMENT", "IDP_DISCOVERY"):
        true = [policy["id"] for policy in w.org.get(f"{path}?type={kind}")]
        await w.use("list_policies", lambda a: is_same(true, ids(a), f"the list of {kind}"), type=kind)
    await w.use("create_policy", lambda a: w.stands(f"{path}/{a['id']}", wanted), policy_data=wanted)
    policy = w.org.make(path, {**wanted, "name": "Direct policy"})["id"]
    at = f"{path}/{policy}"
    await w.use("get_policy", lambda a: same_settings(w.org.get(at), a), policy_id=policy)
    await w.use(
        "update_policy",
        lambda a: w.stands(at, {**wanted, "name": "Renamed policy"}),
        policy_id=policy,
        policy_data={**wanted, "name": "Renamed policy"},
    )
    w.org.make(at, {**wanted, "name": "Direct policy"}, "PUT")
    await w.use("deactivate_policy", lambda a: w.stands(at, {"status": "INACTIVE"}), policy_id=policy)
    await w.use("activate_policy", lambda a: w.stands(at, {"status": "ACTIVE"}), policy_id=policy)
    await policy_rules(w, policy)
    await w.use("delete_policy", lambda a: w.gone(at), policy_id=policy)


def same_settings(true: dict[str, Any], told: dict[str, Any]) -> str | None:
    """A password policy as the organisation has it, and as the tool tells it."""
    ours, theirs = (policy["settings"]["password"]["complexity"] for policy in (true, told))
    more = {name: value for name, value in theirs.items() if name not in ours}
    return f"the answer has values that the organisation has not: {more}" if more else None


async def policy_rules(w: "Walk", policy: str) -> None:
    path = f"{API}/policies/{policy}/rules"
    rule = {
        "type": "PASSWORD",
        "name": "Official rule",
        "conditions": {"people": {"users": {"exclude": []}}, "network": {"connection": "ANYWHERE"}},
        "actions": {
            "passwordChange": {"access": "ALLOW"},
            "selfServicePasswordReset": {"access": "ALLOW"},
            "selfServiceUnlock": {"access": "DENY"},
        },
    }
    actions = {"actions": {"passwordChange": {"access": "ALLOW"}, "selfServiceUnlock": {"access": "DENY"}}}
    await w.use(
        "create_policy_rule",
        lambda a: w.stands(f"{path}/{a['id']}", {"name": "Official rule", **actions}),
        policy_id=policy,
        rule_data=rule,
    )
    made = w.org.make(path, {**rule, "name": "Direct rule"})["id"]
    at = f"{path}/{made}"
    true = [known["id"] for known in w.org.get(path)]
    await w.use("list_policy_rules", lambda a: is_same(true, ids(a), "the list"), policy_id=policy)
    await w.use("get_policy_rule", lambda a: is_same("Direct rule", a["name"], "name"), policy_id=policy, rule_id=made)
    await strong_rule(w)
    changed = {**rule, "name": "Renamed rule"}
    await w.use(
        "update_policy_rule",
        lambda a: w.stands(at, {"name": "Renamed rule", **actions}),
        policy_id=policy,
        rule_id=made,
        rule_data=changed,
    )
    await w.use(
        "deactivate_policy_rule", lambda a: w.stands(at, {"status": "INACTIVE"}), policy_id=policy, rule_id=made
    )
    await w.use("activate_policy_rule", lambda a: w.stands(at, {"status": "ACTIVE"}), policy_id=policy, rule_id=made)
    await w.use("delete_policy_rule", lambda a: w.gone(at), policy_id=policy, rule_id=made)


async def strong_rule(w: "Walk") -> None:
    """A rule that demands two factors, one of them resistant to phishing, is read."""
    method = {
        "type": "ASSURANCE",
        "factorMode": "2FA",
        "reauthenticateIn": "PT2H",
        "constraints": [{"possession": {"phishingResistant": "REQUIRED"}}],
    }
    policy = w.org.make(f"{API}/policies", {"type": "ACCESS_POLICY", "name": "Official access"})["id"]
    body = {
        "type": "ACCESS_POLICY",
        "name": "Two factors",
        "actions": {"appSignOn": {"access": "ALLOW", "verificationMethod": method}},
    }
    rule = w.org.make(f"{API}/policies/{policy}/rules", body)["id"]

    def told(answer: dict[str, Any]) -> str | None:
        seen = answer["actions"]["appSignOn"]["verificationMethod"]
        return is_same("2FA", seen.get("factorMode"), "actions.appSignOn.verificationMethod.factorMode")

    await w.use("get_policy_rule", told, policy_id=policy, rule_id=rule)
    await w.use("list_policy_rules", lambda a: told(by_id(a, rule)), policy_id=policy)
    w.org.ask("DELETE", f"{API}/policies/{policy}")


def by_id(answer: Any, wanted: str) -> Any:
    return next(item for item in answer["items"] if item["id"] == wanted)


async def logs(w: "Walk") -> None:
    await w.use(
        "get_logs",
        lambda a: is_same({"group.lifecycle.create"}, {event["eventType"] for event in a["items"]}, "the event types"),
        filter='eventType eq "group.lifecycle.create"',
        limit=20,
    )
    since = (datetime.now(UTC) - timedelta(days=7)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    await w.use("get_logs", lambda a: is_at_least(1, len(a["items"])), since=since, limit=20)
    until = (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    failed = urllib.parse.quote('outcome.result eq "FAILURE"')
    true = w.org.get(f"{API}/logs?since={since}&until={until}&limit=1000&filter={failed}")
    await w.use(
        "get_login_failures",
        lambda a: is_same(len(true), a["failures"]["total"], "the number of failures"),
        since=since,
        until=until,
    )


async def brands(w: "Walk") -> None:
    path = f"{API}/brands"
    await w.use("list_brands", lambda a: is_same([b["id"] for b in w.org.get(path)], ids(a), "the list"))
    made = await w.use(
        "create_brand", lambda a: w.stands(f"{path}/{a['id']}", {"name": "Official brand"}), name="Official brand"
    )
    brand = made["id"] if isinstance(made, dict) and "id" in made else w.org.make(path, {"name": "Direct brand"})["id"]
    at = f"{path}/{brand}"
    await w.use("get_brand", lambda a: is_same(brand, a["id"], "id"), brand_id=brand)
    await w.use("get_brand", lambda a: is_in("themes", a["_embedded"]), brand_id=brand, expand=["themes"])
    wanted = {"name": "Official face", "removePoweredByOkta": True, "locale": "en"}
    await w.use(
        "replace_brand",
        lambda a: w.stands(at, wanted),
        brand_id=brand,
        name="Official face",
        remove_powered_by_okta=True,
        locale="en",
    )
    await themes(w, brand)
    await pages(w, brand)
    await templates(w, brand)
    await custom_domains(w, brand)
    await email_domains(w, brand)
    await w.use("delete_brand", lambda a: w.gone(at), brand_id=brand)


async def themes(w: "Walk", brand: str) -> None:
    path = f"{API}/brands/{brand}/themes"
    theme = w.org.get(path)[0]["id"]
    at, here = f"{path}/{theme}", {"brand_id": brand, "theme_id": theme}
    await w.use("list_brand_themes", lambda a: is_in(theme, str(a)), brand_id=brand)
    await w.use("get_brand_theme", lambda a: is_same(theme, a["id"], "id"), **here)
    await w.use(
        "replace_brand_theme",
        lambda a: w.stands(at, {"primaryColorHex": "#112233", "signInPageTouchPointVariant": "BACKGROUND_IMAGE"}),
        **here,
        primary_color_hex="#112233",
        secondary_color_hex="#ebebed",
        sign_in_page_touch_point_variant="BACKGROUND_IMAGE",
        end_user_dashboard_touch_point_variant="FULL_THEME",
        error_page_touch_point_variant="BACKGROUND_IMAGE",
        email_template_touch_point_variant="FULL_THEME",
    )
    picture = w.folder / "picture.png"
    picture.write_bytes(PNG)
    for what, member in (("logo", "logo"), ("favicon", "favicon"), ("background_image", "backgroundImage")):
        before = w.org.get(at).get(member)
        await w.use(
            f"upload_brand_theme_{what}",
            lambda a: None if w.org.get(at).get(member) != before else f"{member} is as before",
            **here,
            file_path=str(picture),
        )
        uploaded = w.org.get(at).get(member)
        await w.use(
            f"delete_brand_theme_{what}",
            lambda a: None if w.org.get(at).get(member) != uploaded else f"{member} is still there",
            **here,
        )


async def pages(w: "Walk", brand: str) -> None:
    html = "<!DOCTYPE html><html><body>Hello</body></html>"
    path, here = f"{API}/brands/{brand}/pages", {"brand_id": brand}
    kinds: list[tuple[str, dict[str, Any]]] = [
        ("error", {}),
        ("sign_in", {"widget_version": "^7", "widget_customizations": {"sign_in_label": "Come in"}}),
    ]
    for kind, more in kinds:
        at = f"{path}/{kind.replace('_', '-')}"
        for variant in ("customized", "preview"):
            await w.use(
                f"replace_{variant}_{kind}_page",
                lambda a: w.stands(f"{at}/{variant}", {"pageContent": html}),
                **here,
                **more,
                page_content=html,
                csp_mode="report_only",
                csp_src_list=["example.com"],
            )
            # What the tool could not write is written without it, so that the next ones have it.
            body = {"pageContent": html, **({"widgetVersion": "^7"} if more else {})}
            w.org.make(f"{at}/{variant}", body, "PUT")
            await w.use(f"get_{variant}_{kind}_page", lambda a: is_same(html, page_of(a), "the page"), **here)
        await w.use(f"get_default_{kind}_page", lambda a: is_in("<", page_of(a)), **here)
        await w.use(
            f"get_{kind}_page_resources", lambda a: is_in("_links", a), **here, expand=["default", "customized"]
        )
        for variant in ("customized", "preview"):
            await w.use(f"delete_{variant}_{kind}_page", lambda a: w.gone(f"{at}/{variant}"), **here)
    await w.use("list_sign_in_widget_versions", lambda a: is_at_least(1, len(str(a))), **here)
    await w.use("get_sign_out_page_settings", lambda a: is_same("OKTA_DEFAULT", a["type"], "type"), **here)
    await w.use(
        "replace_sign_out_page_settings",
        lambda a: w.stands(
            f"{path}/sign-out/customized", {"type": "EXTERNALLY_HOSTED", "url": "https://example.com/out"}
        ),
        **here,
        type="EXTERNALLY_HOSTED",
        url="https://example.com/out",
    )


def page_of(answer: Any) -> Any:
    return answer.get("pageContent", answer.get("page_content"))


async def templates(w: "Walk", brand: str) -> None:
    name = "UserActivation"
    path = f"{API}/brands/{brand}/templates/email"
    at, here = f"{path}/{name}", {"brand_id": brand, "template_name": name}
    await w.use(
        "list_email_templates", lambda a: is_in(name, [t["name"] for t in a["items"]]), brand_id=brand, fetch_all=True
    )
    await w.use("get_email_template", lambda a: is_same(name, a["name"], "name"), **here, expand=["settings"])
    await w.use("get_email_default_content", lambda a: is_at_least(1, len(a["body"])), **here, language="en")
    # Okta refuses these two to an app that signs in for itself: there is no person to render for.
    await w.use("get_email_default_content_preview", lambda a: is_at_least(1, len(a["body"])), **here)
    await w.use("send_test_email", **here)
    text = {"language": "en", "subject": "Welcome", "body": "<p>Hello ${user.profile.firstName} ${activationLink}</p>"}
    made = await w.use(
        "create_email_customization",
        lambda a: w.stands(f"{at}/customizations/{a['id']}", {**text, "isDefault": True}),
        **here,
        **text,
        is_default=True,
    )
    first = (
        made["id"]
        if isinstance(made, dict) and "id" in made
        else w.org.make(f"{at}/customizations", {**text, "isDefault": True})["id"]
    )
    second = w.org.make(f"{at}/customizations", {**text, "language": "fr", "isDefault": False})["id"]
    await w.use("list_email_customizations", lambda a: is_same({first, second}, set(ids(a)), "the list"), **here)
    await w.use(
        "get_email_customization", lambda a: is_same("fr", a["language"], "language"), **here, customization_id=second
    )
    await w.use(
        "get_email_customization_preview", lambda a: is_at_least(1, len(a["body"])), **here, customization_id=second
    )
    await w.use(
        "replace_email_customization",
        lambda a: w.stands(f"{at}/customizations/{second}", {"subject": "Bienvenue"}),
        **here,
        **{**text, "language": "fr", "subject": "Bienvenue"},
        customization_id=second,
        is_default=False,
    )
    await w.use(
        "delete_email_customization", lambda a: w.gone(f"{at}/customizations/{second}"), **here, customization_id=second
    )
    await w.use("delete_all_email_customizations", lambda a: w.stands(f"{at}/customizations", []), **here)
    await w.use("get_email_settings", lambda a: is_same("ALL_USERS", a["recipients"], "recipients"), **here)
    await w.use(
        "replace_email_settings",
        lambda a: w.stands(f"{at}/settings", {"recipients": "ADMINS_ONLY"}),
        **here,
        recipients="ADMINS_ONLY",
    )


async def custom_domains(w: "Walk", brand: str) -> None:
    name, path = "signin.acme.example", f"{API}/domains"
    made = await w.use(
        "create_custom_domain",
        lambda a: w.stands(f"{path}/{a['id']}", {"domain": name, "certificateSourceType": "MANUAL"}),
        domain=name,
        certificate_source_type="MANUAL",
    )
    domain = (
        made["id"]
        if isinstance(made, dict) and "id" in made
        else w.org.make(path, {"domain": name, "certificateSourceType": "MANUAL"})["id"]
    )
    at = f"{path}/{domain}"
    await w.use("list_custom_domains", lambda a: is_in(domain, str(a)))
    await w.use("get_custom_domain", lambda a: is_same(name, a["domain"], "domain"), domain_id=domain)
    await w.use("verify_custom_domain", lambda a: is_in("validationStatus", str(a)), domain_id=domain)
    await w.use("replace_custom_domain", lambda a: w.stands(at, {"brandId": brand}), domain_id=domain, brand_id=brand)
    await w.use("list_brand_domains", lambda a: is_in(domain, str(a)), brand_id=brand)
    certificate, key = certificate_for(name, w.folder)
    await w.use(
        "upsert_custom_domain_certificate",
        lambda a: w.stands(at, {"publicCertificate": {"subject": f"CN={name}"}}),
        domain_id=domain,
        certificate=certificate,
        certificate_chain=certificate,
        private_key_file_path=str(key),
    )
    await w.use("delete_custom_domain", lambda a: w.gone(at), domain_id=domain)


def certificate_for(name: str, folder: Path) -> tuple[str, Path]:
    """A certificate that signs itself, and the file with its key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=90))
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8
    file = folder / "domain-key.pem"
    file.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return certificate.public_bytes(serialization.Encoding.PEM).decode(), file


async def email_domains(w: "Walk", brand: str) -> None:
    path = f"{API}/email-domains"
    body = {"brandId": brand, "domain": "post.acme.example", "displayName": "Acme", "userName": "noreply"}
    made = await w.use(
        "create_email_domain",
        lambda a: w.stands(f"{path}/{a['id']}", {"domain": "post.acme.example", "userName": "noreply"}),
        brand_id=brand,
        domain="post.acme.example",
        display_name="Acme",
        user_name="noreply",
    )
    domain = made["id"] if isinstance(made, dict) and "id" in made else w.org.make(path, body)["id"]
    at, here = f"{path}/{domain}", {"email_domain_id": domain}
    await w.use("list_email_domains", lambda a: is_in(domain, str(a)), expand_brands=True)
    await w.use("get_email_domain", lambda a: is_same("post.acme.example", a["domain"], "domain"), **here)
    await w.use("verify_email_domain", lambda a: is_in("validationStatus", str(a)), **here)
    await w.use(
        "replace_email_domain",
        lambda a: w.stands(at, {"displayName": "Acme Ltd", "userName": "hello"}),
        **here,
        display_name="Acme Ltd",
        user_name="hello",
    )
    # Okta keeps it readable, as deleted.
    await w.use("delete_email_domain", lambda a: w.stands(at, {"validationStatus": "DELETED"}), **here)


async def device_assurance(w: "Walk") -> None:
    path = f"{API}/device-assurances"
    data = {
        "name": "Official Macs",
        "platform": "MACOS",
        "secureHardwarePresent": True,
        "screenLockType": {"include": ["BIOMETRIC", "PASSCODE"]},
    }
    version = {"osVersion": {"minimum": "14.2.1"}}
    made = await w.use(
        "create_device_assurance_policy",
        lambda a: w.stands(f"{path}/{a['id']}", {**data, **version}),
        policy_data=data,
        user_stated_os_version="14.2.1",
    )
    policy = made["id"] if isinstance(made, dict) and "id" in made else w.org.make(path, {**data, **version})["id"]
    at = f"{path}/{policy}"
    await w.use("list_device_assurance_policies", lambda a: is_in(policy, str(a)))
    await w.use(
        "get_device_assurance_policy", lambda a: is_same("MACOS", a["platform"], "platform"), device_assurance_id=policy
    )
    await w.use(
        "replace_device_assurance_policy",
        lambda a: w.stands(at, {**data, "name": "Official laptops", "osVersion": {"minimum": "15.0.0"}}),
        device_assurance_id=policy,
        policy_data={**data, "name": "Official laptops"},
        user_stated_os_version="15.0.0",
    )
    await w.use("delete_device_assurance_policy", lambda a: w.gone(at), device_assurance_id=policy)


PARTS: list[Callable[["Walk"], Awaitable[None]]] = [
    scopes,
    users,
    groups,
    applications,
    policies,
    logs,
    brands,
    device_assurance,
]

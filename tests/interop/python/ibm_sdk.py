"""IBM's Python SDK as its public examples use it; only the URL is another."""

import os
import re
import unittest

from ibm_cloud_sdk_core import ApiException
from ibm_cloud_sdk_core.authenticators import IAMAuthenticator
from ibm_cloud_sdk_core.utils import string_to_datetime
from ibm_platform_services import IamAccessGroupsV2, IamIdentityV1, IamPolicyManagementV1
from ibm_platform_services.iam_access_groups_v2 import AccessGroupMembersPager, AccessGroupsPager
from ibm_platform_services.iam_policy_management_v1 import (
    Control,
    Grant,
    PoliciesPager,
    PolicyResource,
    PolicyRole,
    PolicySubject,
    ResourceAttribute,
    Roles,
    SubjectAttribute,
    V2PoliciesPager,
    V2PolicyResource,
    V2PolicyResourceAttribute,
    V2PolicySubject,
    V2PolicySubjectAttribute,
)

URL = os.environ["WHARFKEY_URL"]
PUBLIC_URL = os.environ["WHARFKEY_PUBLIC_URL"]
APIKEY = os.environ["WHARFKEY_APIKEY"]
ACCOUNT = os.environ["WHARFKEY_ACCOUNT"]
IAM_ID = os.environ["WHARFKEY_IAM_ID"]
READER = "crn:v1:bluemix:public:iam::::serviceRole:Reader"
WRITER = "crn:v1:bluemix:public:iam::::serviceRole:Writer"


def service(kind):
    made = kind(authenticator=IAMAuthenticator(apikey=APIKEY, url=URL))
    made.set_service_url(URL)
    return made


def without(body, *names):
    return {name: value for name, value in body.items() if name not in names}


class Case(unittest.TestCase):
    maxDiff = None

    def refused(self, status, call, *args, **kwargs):
        with self.assertRaises(ApiException) as raised:
            call(*args, **kwargs)
        self.assertEqual(raised.exception.status_code, status, raised.exception.message)
        return raised.exception

    def date(self, text):
        self.assertRegex(text, r"^\d{4}-\d\d-\d\dT\d\d:\d\d")
        self.assertIsNotNone(string_to_datetime(text).tzinfo)


class Tokens(Case):
    def test_token_is_fetched_once_and_refreshed_by_its_lifetime(self):
        manager = IAMAuthenticator(apikey=APIKEY, url=URL).token_manager
        first = manager.get_token()
        self.assertEqual(manager.get_token(), first)
        self.assertAlmostEqual(manager.expire_time - manager.refresh_time, 720, delta=5)

    def test_unknown_key_is_refused(self):
        wrong = IAMAuthenticator(apikey="wrong" * 10, url=URL)
        error = self.refused(400, wrong.token_manager.get_token)
        self.assertIn("BXNIM0415E", error.http_response.text)


class ApiKeys(Case):
    def setUp(self):
        self.iam = service(IamIdentityV1)

    def test_life_of_a_key(self):
        made = self.iam.create_api_key(name="Example-ApiKey", iam_id=IAM_ID, description="first")
        key = made.get_result()
        self.assertEqual(made.get_status_code(), 201)
        self.assertEqual(made.get_headers()["ETag"], key["entity_tag"])
        self.assertEqual(
            key,
            {
                "id": key["id"],
                "entity_tag": key["entity_tag"],
                "crn": f"crn:v1:wharfkey:public:iam-identity::a/{ACCOUNT}::apikey:{key['id']}",
                "locked": False,
                "disabled": False,
                "created_at": key["created_at"],
                "created_by": IAM_ID,
                "modified_at": key["created_at"],
                "name": "Example-ApiKey",
                "description": "first",
                "support_sessions": False,
                "action_when_leaked": "none",
                "iam_id": IAM_ID,
                "account_id": ACCOUNT,
                "apikey": key["apikey"],
            },
        )
        self.date(key["created_at"])
        got = self.iam.get_api_key(key["id"], include_history=True, include_activity=True)
        body = got.get_result()
        self.assertEqual(without(body, "history", "activity"), without(key, "apikey"))
        self.assertEqual(body["activity"], {"authn_count": 0})
        self.assertEqual([(entry["action"], entry["iam_id"]) for entry in body["history"]], [("create", IAM_ID)])
        details = self.iam.get_api_keys_details(iam_api_key=key["apikey"], include_history=False).get_result()
        self.assertEqual(details, without(key, "apikey"))
        etag = got.get_headers()["ETag"]
        changed = self.iam.update_api_key(
            id=key["id"], if_match=etag, description="second", expires_at="2049-01-02T18:30:00+0000"
        ).get_result()
        self.assertEqual(
            without(changed, "entity_tag", "modified_at", "expires_at"),
            {**without(key, "apikey", "entity_tag", "modified_at"), "description": "second"},
        )
        self.date(changed["expires_at"])
        stale = self.refused(409, self.iam.update_api_key, id=key["id"], if_match=etag, name="stale")
        self.assertIn("If-Match names", stale.message)
        self.assertEqual(self.iam.lock_api_key(key["id"]).get_status_code(), 204)
        self.refused(409, self.iam.delete_api_key, key["id"])
        self.assertEqual(self.iam.unlock_api_key(key["id"]).get_status_code(), 204)
        self.assertEqual(self.iam.disable_api_key(key["id"]).get_status_code(), 204)
        self.assertTrue(self.iam.get_api_key(key["id"]).get_result()["disabled"])
        self.assertEqual(self.iam.enable_api_key(key["id"]).get_status_code(), 204)
        self.assertEqual(self.iam.delete_api_key(key["id"]).get_status_code(), 204)
        gone = self.refused(404, self.iam.get_api_key, key["id"])
        self.assertEqual(gone.message, "There is no such API key in this account.")

    def test_refused_keys(self):
        create = self.iam.create_api_key
        self.refused(400, create, name="x" * 256, iam_id=IAM_ID)
        self.refused(400, create, name="past", iam_id=IAM_ID, expires_at="2020-01-01T00:00+0000")
        self.refused(400, create, name="stored", iam_id=IAM_ID, store_value=True)
        self.refused(409, create, name="short", iam_id=IAM_ID, apikey="short")
        self.refused(404, create, name="foreign", iam_id=IAM_ID, account_id="0" * 32)
        self.refused(404, self.iam.get_api_keys_details, iam_api_key="unknown")
        self.refused(404, self.iam.list_api_keys, account_id="0" * 32)

    def test_lists_page_by_whole_links(self):
        made = [
            self.iam.create_api_key(name=f"page {n}", iam_id=IAM_ID).get_result()["id"] for n in range(5)
        ]
        found, token = [], None
        while True:
            page = self.iam.list_api_keys(
                account_id=ACCOUNT,
                iam_id=IAM_ID,
                pagesize=2,
                pagetoken=token,
                scope="entity",
                type="user",
                sort="created_at",
                order="asc",
                include_history=True,
                filter='name sw "page"',
            ).get_result()
            self.assertEqual((page["limit"], page["offset"]), (2, len(found)))
            self.assertTrue(page["first"].startswith(f"{PUBLIC_URL}/v1/apikeys?"), page["first"])
            found += [key["id"] for key in page["apikeys"]]
            if "next" not in page:
                break
            self.assertTrue(page["next"].startswith(f"{PUBLIC_URL}/v1/apikeys?"), page["next"])
            token = re.search(r"[?&]pagetoken=([^&]+)", page["next"])[1]
        self.assertEqual(sorted(found), sorted(made))
        everyone = self.iam.list_api_keys(account_id=ACCOUNT, scope="account", type="serviceid").get_result()
        self.assertTrue(all(key["iam_id"].startswith("iam-ServiceId-") for key in everyone["apikeys"]))
        for id in made:
            self.iam.delete_api_key(id)


class ServiceIds(Case):
    def setUp(self):
        self.iam = service(IamIdentityV1)

    def test_life_of_a_service_id(self):
        created = self.iam.create_service_id(
            account_id=ACCOUNT, name="Example-ServiceId", description="builds", apikey={"name": "ci"}
        )
        made = created.get_result()
        self.assertEqual(created.get_status_code(), 201)
        self.assertEqual(
            without(made, "apikey"),
            {
                "id": made["id"],
                "iam_id": f"iam-{made['id']}",
                "entity_tag": created.get_headers()["ETag"],
                "crn": f"crn:v1:wharfkey:public:iam-identity::a/{ACCOUNT}::serviceid:{made['id']}",
                "locked": False,
                "created_at": made["created_at"],
                "modified_at": made["created_at"],
                "account_id": ACCOUNT,
                "name": "Example-ServiceId",
                "description": "builds",
                "unique_instance_crns": [],
            },
        )
        self.assertEqual(made["apikey"]["iam_id"], made["iam_id"])
        page = self.iam.list_service_ids(account_id=ACCOUNT, name="Example-ServiceId", pagesize=100).get_result()
        self.assertEqual(
            page,
            {
                "offset": 0,
                "limit": 100,
                "first": f"{PUBLIC_URL}/v1/serviceids?{page['first'].split('?')[1]}",
                "serviceids": [without(made, "apikey")],
            },
        )
        got = self.iam.get_service_id(made["id"], include_history=True, include_activity=True)
        self.assertEqual(got.get_result()["activity"], {"authn_count": 0})
        etag = got.get_headers()["ETag"]
        changed = self.iam.update_service_id(id=made["id"], if_match=etag, description="changed").get_result()
        self.assertEqual(changed["description"], "changed")
        self.refused(409, self.iam.update_service_id, id=made["id"], if_match=etag, name="stale")
        self.assertEqual(self.iam.lock_service_id(made["id"]).get_status_code(), 204)
        self.refused(409, self.iam.delete_service_id, made["id"])
        self.assertEqual(self.iam.unlock_service_id(made["id"]).get_status_code(), 204)
        self.assertEqual(self.iam.delete_service_id(made["id"]).get_status_code(), 204)
        self.refused(404, self.iam.get_service_id, made["id"])
        self.refused(404, self.iam.get_api_key, made["apikey"]["id"])
        self.refused(400, self.iam.create_service_id, account_id=ACCOUNT, name="x" * 256)
        stored = {"name": "ci", "store_value": True}
        self.refused(400, self.iam.create_service_id, account_id=ACCOUNT, name="x", apikey=stored)

    def test_groups(self):
        group = self.iam.create_service_id_group(
            account_id=ACCOUNT, name="pipelines", description="of teams"
        ).get_result()
        self.assertEqual(
            without(group, "id", "entity_tag", "created_at", "modified_at", "crn"),
            {"account_id": ACCOUNT, "name": "pipelines", "description": "of teams", "created_by": IAM_ID},
        )
        inside = self.iam.create_service_id(
            account_id=ACCOUNT, name="inside", group_id=group["id"], show_group_id=True
        ).get_result()
        self.assertEqual(inside["group_id"], group["id"])
        renamed = self.iam.update_service_id_group(
            id=group["id"], if_match=group["entity_tag"], name="robots"
        ).get_result()
        self.assertEqual(self.iam.get_service_id_group(group["id"]).get_result(), renamed)
        self.assertEqual(
            self.iam.list_service_id_group(account_id=ACCOUNT).get_result(), {"serviceid_groups": [renamed]}
        )
        self.refused(
            409, self.iam.update_service_id_group, id=group["id"], if_match=group["entity_tag"], name="stale"
        )
        self.iam.delete_service_id_group(group["id"])
        self.refused(404, self.iam.get_service_id_group, group["id"])
        self.iam.delete_service_id(inside["id"])


class Account(Case):
    def setUp(self):
        self.iam = service(IamIdentityV1)

    def test_inactive_report(self):
        made = self.iam.create_report(account_id=ACCOUNT, type="inactive", duration="120")
        self.assertEqual(made.get_status_code(), 202)
        reference = made.get_result()["reference"]
        report = self.iam.get_report(account_id=ACCOUNT, reference=reference)
        self.assertEqual(report.get_status_code(), 200)
        body = report.get_result()
        self.assertEqual((body["created_by"], body["report_duration"]), (IAM_ID, "120"))
        self.assertEqual(self.iam.get_report(account_id=ACCOUNT, reference="latest").get_result(), body)
        self.refused(404, self.iam.get_report, account_id=ACCOUNT, reference="0" * 32)
        self.refused(404, self.iam.create_report, account_id="invalid", type="inactive", duration="120")

    def test_settings(self):
        read = self.iam.get_account_settings(account_id=ACCOUNT, include_history=True)
        settings = read.get_result()
        self.assertEqual(settings["account_id"], ACCOUNT)
        changed = self.iam.update_account_settings(
            if_match=settings["entity_tag"],
            account_id=ACCOUNT,
            system_access_token_expiration_in_seconds="1800",
            system_refresh_token_expiration_in_seconds="NOT_SET",
        ).get_result()
        self.assertEqual(changed["system_access_token_expiration_in_seconds"], "1800")
        self.assertEqual(changed["system_refresh_token_expiration_in_seconds"], "259200")
        self.refused(
            409,
            self.iam.update_account_settings,
            if_match=settings["entity_tag"],
            account_id=ACCOUNT,
            system_access_token_expiration_in_seconds="3600",
        )
        self.iam.update_account_settings(
            if_match="*", account_id=ACCOUNT, system_access_token_expiration_in_seconds="NOT_SET"
        )


class Policies(Case):
    def setUp(self):
        self.iam = service(IamIdentityV1)
        self.policies = service(IamPolicyManagementV1)
        self.subject = self.iam.create_service_id(account_id=ACCOUNT, name="policies").get_result()
        self.addCleanup(self.iam.delete_service_id, self.subject["id"])

    def test_version_1(self):
        subject = PolicySubject(attributes=[SubjectAttribute(name="iam_id", value=self.subject["iam_id"])])
        resource = PolicyResource(
            attributes=[
                ResourceAttribute(name="accountId", value=ACCOUNT, operator="stringEquals"),
                ResourceAttribute(name="serviceName", value="container-registry", operator="stringEquals"),
                ResourceAttribute(name="region", value="eu-de"),
            ]
        )
        wanted = {"type": "access", "subjects": [subject], "resources": [resource]}
        created = self.policies.create_policy(roles=[PolicyRole(role_id=READER)], **wanted)
        policy = created.get_result()
        self.assertEqual(created.get_status_code(), 201)
        self.date(policy["created_at"])
        self.assertEqual(
            without(policy, "created_at", "last_modified_at"),
            {
                "id": policy["id"],
                "type": "access",
                "state": "active",
                "href": f"{PUBLIC_URL}/v1/policies/{policy['id']}",
                "created_by_id": IAM_ID,
                "last_modified_by_id": IAM_ID,
                "subjects": [subject.to_dict()],
                "roles": policy["roles"],
                "resources": [resource.to_dict()],
            },
        )
        self.assertEqual([role["role_id"] for role in policy["roles"]], [READER])
        etag = self.policies.get_policy(policy["id"]).get_headers()["ETag"]
        roles = [PolicyRole(role_id=WRITER)]
        replaced = self.policies.replace_policy(policy["id"], etag, roles=roles, **wanted)
        self.assertEqual(replaced.get_result()["roles"][0]["role_id"], WRITER)
        self.refused(412, self.policies.replace_policy, policy["id"], etag, roles=roles, **wanted)
        twice = self.refused(409, self.policies.create_policy, roles=roles, **wanted)
        self.assertIn("policy_conflict_error", twice.http_response.text)
        etag = replaced.get_headers()["ETag"]
        state = self.policies.update_policy_state(policy_id=policy["id"], if_match=etag, state="active")
        self.assertEqual(state.get_result()["state"], "active")
        listed = self.policies.list_policies(
            account_id=ACCOUNT, iam_id=self.subject["iam_id"], format="include_last_permit"
        ).get_result()
        self.assertEqual([one["id"] for one in listed["policies"]], [policy["id"]])
        pager = PoliciesPager(client=self.policies, account_id=ACCOUNT, iam_id=self.subject["iam_id"], limit=1)
        self.assertEqual([one["id"] for one in pager.get_all()], [policy["id"]])
        unknown = [PolicyRole(role_id="crn:v1:bluemix:public:iam::::serviceRole:Nobody")]
        error = self.refused(400, self.policies.create_policy, roles=unknown, **wanted)
        self.assertIn("role_not_found", error.http_response.text)
        self.assertEqual(self.policies.delete_policy(policy["id"]).get_status_code(), 204)
        gone = self.refused(404, self.policies.get_policy, policy["id"])
        self.assertIn("policy_not_found", gone.http_response.text)

    def test_version_2(self):
        subject = V2PolicySubject(
            attributes=[
                V2PolicySubjectAttribute(key="iam_id", operator="stringEquals", value=self.subject["iam_id"])
            ]
        )
        resource = V2PolicyResource(
            attributes=[
                V2PolicyResourceAttribute(key="accountId", operator="stringEquals", value=ACCOUNT),
                V2PolicyResourceAttribute(key="serviceType", operator="stringEquals", value="service"),
            ]
        )
        control = Control(grant=Grant(roles=[Roles(role_id=READER)]))
        wanted = {"type": "access", "subject": subject, "resource": resource}
        policy = self.policies.create_v2_policy(control=control, **wanted).get_result()
        self.assertEqual(
            (policy["subject"], policy["resource"], policy["control"]),
            (subject.to_dict(), resource.to_dict(), control.to_dict()),
        )
        got = self.policies.get_v2_policy(id=policy["id"])
        self.assertEqual(got.get_result(), policy)
        etag = got.get_headers()["ETag"]
        changed = Control(grant=Grant(roles=[Roles(role_id=WRITER)]))
        self.policies.replace_v2_policy(id=policy["id"], if_match=etag, control=changed, **wanted)
        self.refused(
            412, self.policies.replace_v2_policy, id=policy["id"], if_match=etag, control=control, **wanted
        )
        listed = self.policies.list_v2_policies(account_id=ACCOUNT, iam_id=self.subject["iam_id"]).get_result()
        self.assertEqual([one["id"] for one in listed["policies"]], [policy["id"]])
        pager = V2PoliciesPager(client=self.policies, account_id=ACCOUNT, iam_id=self.subject["iam_id"], limit=1)
        self.assertEqual([one["id"] for one in pager.get_all()], [policy["id"]])
        self.assertEqual(self.policies.delete_v2_policy(id=policy["id"]).get_status_code(), 204)
        self.refused(404, self.policies.get_v2_policy, id=policy["id"])

    def test_roles(self):
        listed = self.policies.list_roles(account_id=ACCOUNT, service_name="container-registry").get_result()
        self.assertEqual(listed["custom_roles"], [])
        self.assertEqual(
            [role["display_name"] for role in listed["service_roles"]], ["Reader", "Writer", "Manager"]
        )
        self.assertIn("Administrator", [role["display_name"] for role in listed["system_roles"]])

    def test_custom_roles(self):
        pull, push = ("container-registry.image.pull", "container-registry.image.push")
        wanted = {"name": "ImagePuller", "account_id": ACCOUNT, "service_name": "container-registry"}
        created = self.policies.create_role(display_name="Image puller", actions=[pull], **wanted)
        role = created.get_result()
        self.addCleanup(lambda: self.refused(404, self.policies.delete_role, role["id"]))
        self.assertEqual(created.get_status_code(), 201)
        self.assertEqual(
            without(role, "created_at", "last_modified_at"),
            {
                "id": role["id"],
                "display_name": "Image puller",
                "actions": [pull],
                "crn": f"crn:v1:bluemix:public:iam-access-management::a/{ACCOUNT}::customRole:ImagePuller",
                "created_by_id": IAM_ID,
                "last_modified_by_id": IAM_ID,
                "href": f"{PUBLIC_URL}/v2/roles/{role['id']}",
                **wanted,
            },
        )
        got = self.policies.get_role(role["id"])
        self.assertEqual(got.get_result(), role)
        etag = got.get_headers()["ETag"]
        changed = self.policies.replace_role(role["id"], etag, display_name="Both", actions=[pull, push])
        self.assertEqual(changed.get_result()["actions"], [pull, push])
        self.refused(412, self.policies.replace_role, role["id"], etag, display_name="Both", actions=[pull])
        listed = self.policies.list_roles(account_id=ACCOUNT).get_result()
        self.assertEqual(listed["custom_roles"], [changed.get_result()])
        subject = PolicySubject(attributes=[SubjectAttribute(name="iam_id", value=self.subject["iam_id"])])
        resource = PolicyResource(attributes=[ResourceAttribute(name="serviceName", value="container-registry")])
        policy = self.policies.create_policy(
            type="access", subjects=[subject], roles=[PolicyRole(role_id=role["crn"])], resources=[resource]
        ).get_result()
        self.assertEqual([one["role_id"] for one in policy["roles"]], [role["crn"]])
        used = self.refused(409, self.policies.delete_role, role["id"])
        self.assertIn("role_conflict_error", used.http_response.text)
        self.policies.delete_policy(policy["id"])
        self.assertEqual(self.policies.delete_role(role["id"]).get_status_code(), 204)


class AccessGroups(Case):
    def setUp(self):
        self.groups = service(IamAccessGroupsV2)

    def outcome(self, outcomes, expected, *texts):
        """One outcome of a call about many: exactly this, and texts that differ each time."""
        (one,) = outcomes
        for name in ("trace", *texts):
            self.assertRegex(one.pop(name), r"^\S+$")
        self.assertEqual(one, expected)

    def test_life_of_a_group(self):
        made = self.groups.create_access_group(account_id=ACCOUNT, name="SDK Test Group - Python")
        self.assertEqual(made.get_status_code(), 201)
        id = made.get_result()["id"]
        got = self.groups.get_access_group(id)
        body = got.get_result()
        self.assertEqual(
            without(body, "id", "created_at", "last_modified_at"),
            {
                "name": "SDK Test Group - Python",
                "description": "",
                "account_id": ACCOUNT,
                "created_by_id": IAM_ID,
                "last_modified_by_id": IAM_ID,
                "href": f"{PUBLIC_URL}/v2/groups/{id}",
                "is_federated": False,
            },
        )
        self.date(body["created_at"])
        etag = got.get_headers()["ETag"]
        changed = self.groups.update_access_group(access_group_id=id, if_match=etag, description="tests")
        self.assertEqual(changed.get_result()["description"], "tests")
        self.refused(409, self.groups.update_access_group, access_group_id=id, if_match=etag, name="stale")
        taken = self.refused(
            409, self.groups.create_access_group, account_id=ACCOUNT, name="SDK Test Group - Python"
        )
        self.assertIn("a group has it already", taken.message)
        listed = self.groups.list_access_groups(account_id=ACCOUNT, hide_public_access=True).get_result()
        self.assertIn(id, [group["id"] for group in listed["groups"]])
        pager = AccessGroupsPager(client=self.groups, account_id=ACCOUNT, limit=1)
        self.assertIn(id, [group["id"] for group in pager.get_all()])
        member = [{"iam_id": IAM_ID, "type": "user"}]
        added = self.groups.add_members_to_access_group(id, members=member)
        self.assertEqual(added.get_status_code(), 207)
        self.outcome(
            added.get_result()["members"],
            {"iam_id": IAM_ID, "type": "user", "status_code": 200, "created_by_id": IAM_ID},
            "created_at",
        )
        self.assertEqual(self.groups.is_member_of_access_group(id, IAM_ID).get_status_code(), 204)
        pager = AccessGroupMembersPager(client=self.groups, access_group_id=id, limit=1)
        self.assertEqual([one["iam_id"] for one in pager.get_all()], [IAM_ID])
        many = self.groups.add_member_to_multiple_access_groups(
            account_id=ACCOUNT, iam_id=IAM_ID, type="user", groups=[id]
        )
        self.outcome(many.get_result()["groups"], {"access_group_id": id, "status_code": 200})
        self.refused(409, self.groups.delete_access_group, id)
        self.assertEqual(self.groups.remove_member_from_access_group(id, IAM_ID).get_status_code(), 204)
        self.refused(404, self.groups.is_member_of_access_group, id, IAM_ID)
        nowhere = self.refused(
            404, self.groups.remove_member_from_all_access_groups, account_id=ACCOUNT, iam_id=IAM_ID
        )
        self.assertIn(IAM_ID, nowhere.message)
        removed = self.groups.remove_members_from_access_group(id, members=[IAM_ID]).get_result()
        self.assertEqual(removed["members"][0]["status_code"], 404)
        self.assertEqual(self.groups.delete_access_group(id, force=True).get_status_code(), 204)
        self.refused(404, self.groups.get_access_group, id)


if __name__ == "__main__":
    unittest.main()

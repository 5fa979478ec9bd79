"""PayPal's own OpenAPI files as a judge of requests and answers."""
import json
import pathlib
import re

from openapi_core import Config, OpenAPI
from openapi_core.contrib.werkzeug import WerkzeugOpenAPIRequest, WerkzeugOpenAPIResponse
from openapi_core.templating.paths.exceptions import OperationNotFound, PathNotFound

FILES = pathlib.Path(__file__).parent.parent / "Fixtures" / "PayPal"
NAMES = ["catalogs_products_v1", "billing_subscriptions_v1", "checkout_orders_v2", "payments_payment_v2", "notifications_webhooks_v1",
         "customer_disputes_v1"]
VERBS = ("get", "post", "put", "patch", "delete")


def mended(name, base):
    """The faults of the files: answers called `default` that swallow anything, servers that are PayPal's, sentences where a default value
    should stand, webhook events whose fields may not be sent though verify-webhook-signature wants them, and ids of events without the
    hyphens that real ones have. Tokens are checked elsewhere."""
    text = json.loads((FILES / f"{name}.json").read_text())
    text["servers"] = [{"url": base}]
    for path in text["paths"].values():
        for verb in VERBS:
            if verb in path:
                path[verb].pop("security", None)
                path[verb].get("responses", {}).pop("default", None)
                for parameter in path[verb].get("parameters", []):
                    place = parameter.get("$ref", "").split("/")
                    parameter = text["components"]["parameters"][place[-1]] if len(place) > 1 else parameter
                    schema = parameter.get("schema", {})
                    schema = text["components"]["schemas"][schema["$ref"].split("/")[-1]] if "$ref" in schema else schema
                    if parameter.get("name") == "event_id":
                        schema["pattern"] = "^[a-zA-Z0-9-]+$"
                    if "pattern" in schema and "default" in schema and not re.search(schema["pattern"], schema["default"]):
                        del schema["default"]
    text.pop("security", None)
    if name == "notifications_webhooks_v1":
        for schema in ("event", "link_description"):
            writable(text["components"]["schemas"][schema])
    return text


def writable(schema):
    if isinstance(schema, dict):
        schema.pop("readOnly", None)
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        writable(part)


class Wrong(Exception):
    """What does not keep to the contract: where, and what."""

    def __init__(self, faults):
        super().__init__("; ".join(f"{field}: {text}" for field, text in faults))
        self.faults = faults


def faults(error):
    found, seen = [], []
    while error is not None and error not in seen:
        seen.append(error)
        for schema in getattr(error, "schema_errors", None) or []:
            where = "/" + "/".join(str(part) for part in schema.absolute_path)
            missing = schema.message.split("'")[1] if schema.validator == "required" else None
            found.append((where.rstrip("/") + "/" + missing if missing else where, schema.message[:300]))
            for deeper in (schema.context or [])[:4]:
                found.append(("/" + "/".join(str(part) for part in deeper.absolute_path), deeper.message[:300]))
        error = error.__cause__ or error.__context__
    return found or [("/", str(seen[0])[:300] or type(seen[0]).__name__)]


class Contract:
    def __init__(self, base):
        self.texts = [mended(name, base) for name in NAMES]
        # PayPal's files do not pass a strict validator of OpenAPI documents.
        self.specs = [OpenAPI.from_dict(text, config=Config(spec_validator_cls=None)) for text in self.texts]
        self.operations = {}
        for text, spec in zip(self.texts, self.specs):
            for path, item in text["paths"].items():
                for verb in VERBS:
                    if verb in item:
                        self.operations[item[verb]["operationId"]] = (text, item[verb])

    def operation(self, request):
        """-> (spec, name of the operation, path parameters), or None where PayPal has no such operation."""
        wanted = WerkzeugOpenAPIRequest(request)
        for text, spec in zip(self.texts, self.specs):
            for path in text["paths"]:
                if self.fits(path, request.path) and request.method.lower() in text["paths"][path]:
                    values = dict(zip((part.strip("{}") for part in path.split("/") if part.startswith("{")),
                                      (value for part, value in zip(path.split("/"), request.path.split("/")) if part.startswith("{"))))
                    return spec, text["paths"][path][request.method.lower()]["operationId"], values, wanted
        return None

    @staticmethod
    def fits(template, path):
        parts, values = template.split("/"), path.split("/")
        return len(parts) == len(values) and all(p.startswith("{") and v or p == v for p, v in zip(parts, values))

    @staticmethod
    def check_request(spec, wanted):
        try:
            spec.validate_request(wanted)
        except (PathNotFound, OperationNotFound):
            raise
        except Exception as error:
            raise Wrong(faults(error)) from error

    @staticmethod
    def check_answer(spec, wanted, response):
        try:
            spec.validate_response(wanted, WerkzeugOpenAPIResponse(response))
        except Exception as error:
            raise Wrong(faults(error)) from error

    def refusal(self, operation, status, issue=None, field=None):
        """An error of PayPal's, in the words that its file has for it."""
        text, item = self.operations[operation]
        schemas = text["components"]["schemas"]
        general = schemas.get(f"error_{status}", {}).get("properties", {})
        body = {"name": self.word(general, "name", {404: "RESOURCE_NOT_FOUND", 400: "INVALID_REQUEST", 409: "RESOURCE_CONFLICT",
                                                    429: "RATE_LIMIT_REACHED", 500: "INTERNAL_SERVER_ERROR"}.get(status, "UNPROCESSABLE_ENTITY")),
                "message": self.word(general, "message", "The request was not done."), "links": [
                    {"href": "https://developer.paypal.com/docs/api/orders/v2/#error", "rel": "information_link", "method": "GET"}]}
        if issue:
            known = {name: words for name, words in self.issues(schemas, item.get("responses", {}).get(str(status), {}))}
            detail = {"issue": issue, "description": known.get(issue, issue)}
            if field:
                detail |= {"field": field, "location": "body"}
            body["details"] = [detail]
        return body

    @staticmethod
    def word(schema, name, otherwise):
        words = schema.get(name, {}).get("enum")
        return words[0] if words else otherwise

    def issues(self, schemas, part):
        if isinstance(part, dict):
            if "issue" in part and isinstance(part["issue"], dict) and part["issue"].get("enum"):
                yield part["issue"]["enum"][0], (part.get("description", {}).get("enum") or [""])[0]
            for value in part.values():
                if isinstance(value, str) and value.startswith("#/components/schemas/"):
                    if not value.split("/")[-1].startswith("error_"):
                        yield from self.issues(schemas, schemas[value.split("/")[-1]])
                else:
                    yield from self.issues(schemas, value)
        elif isinstance(part, list):
            for value in part:
                yield from self.issues(schemas, value)

import HTTPTypes
import KinoraDocuments
import Testing

@testable import KinoraVideoAPI

extension ConventionTests {
    static let reading: [Row] = [
        Row("The root names the collections", .get, "/", 200) { answer, _ in
            answer.json == .array(["films", "jobs", "notes", "watches"])
        },
        Row("The root names only what the token opens", .get, "/", as: .readUsage, 200) { answer, _ in answer.json == .array(["watches"]) },
        Row("The root is paged", .get, "/?page=2&pagesize=3", 200) { answer, _ in answer.json == .array(["watches"]) },
        Row("Without a slash the root is the same", .get, "", 200),
        Row("A collection is a bare array, greatest name first", .get, "/films", 200) { answer, _ in
            answer.ids == ["c", "b", "a"] && answer.headers[.contentType] == "application/json" && answer.etag?.count == 24
        },
        Row("A slash at the end does not count", .get, "/films/", 200) { answer, _ in answer.ids.count == 3 },
        Row("Documents carry what the store set", .get, "/films/a", 200) { answer, _ in
            answer.json["_id"] == "a" && answer.json["_etag"] == ["$oid": .string(Row.tag)] && answer.etag == Row.tag
                && answer.text.contains(#""createdAt":{"$date":1767000000000}"#)
        },
        Row("HEAD answers as GET does, without the body", .head, "/films/a", 200) { answer, _ in
            answer.text.isEmpty && answer.etag == Row.tag && answer.headers[.contentLength].map { Int($0) ?? 0 } ?? 0 > 10
        },
        Row("A document that is missing is 404", .get, "/films/none", 404) { answer, _ in answer.json["missing"] == "document" },
        Row("An unknown collection is 404", .get, "/nothing", 404) { answer, _ in answer.json["missing"] == "collection" },
        Row("A name is percent-decoded", .get, "/films/%61", 200),
        Row("A slash in a name is encoded", .get, "/films/a%2Fb", 404) { answer, _ in answer.json["missing"] == "document" },
        Row("Deeper paths lead nowhere", .get, "/films/a/b", 404),
        Row("An empty name leads nowhere", .get, "/films//a", 404),
        Row("The size counts", .get, "/films/_size", 200) { answer, _ in
            answer.json == ["_size": 3] && answer.field("X-Count-Strategy") == "exact"
        },
        Row("The size counts what a filter finds", .get, "/films/_size?filter=%7B%22year%22:1926%7D", 200) { answer, _ in
            answer.json == ["_size": 1]
        },
        Row("An estimated size says so", .get, "/films/_size?count=estimated", 200) { answer, _ in
            answer.json == ["_size": 3] && answer.field("X-Count-Strategy") == "estimated"
        },
        Row("The properties of a collection", .get, "/films/_meta", 200) { answer, _ in
            answer.json["_id"] == "films" && answer.json["_etag"] == ["$oid": .string(answer.etag ?? "")]
        },
        Row("The indexes of a collection", .get, "/films/_indexes", 200) { answer, _ in
            answer.text.contains(#"{"_id":"key_1","key":{"key":1},"unique":true}"#)
        },
        Row("An id as text", .get, "/films/a?id_type=STRING", 200),
        Row("An id that is no ObjectId", .get, "/films/a?id_type=OID", 400),
        Row("An id of another type", .get, "/films/a?id_type=NUMBER", 400),
        Row("A known version is not sent again", .get, "/films/a", nil, [.ifNoneMatch: "\"\(Row.tag)\""], 304) { answer, _ in
            answer.text.isEmpty && answer.etag == Row.tag
        },
        Row("A known version without quotation marks", .get, "/films/a", nil, [.ifNoneMatch: Row.tag], 304),
        Row("A known version among others, weak", .get, "/films/a", nil, [.ifNoneMatch: "\"x\", W/\"\(Row.tag)\""], 304),
        Row("Any version is known", .get, "/films/a", nil, [.ifNoneMatch: "*"], 304),
        Row("Another version is sent", .get, "/films/a", nil, [.ifNoneMatch: Row.wrong], 200),
    ]

    static let parameters: [Row] = [
        Row("page begins with 1", .get, "/films?page=0", 400),
        Row("page is a number", .get, "/films?page=x", 400),
        Row("page is not empty", .get, "/films?page=", 400),
        Row("page has no sign", .get, "/films?page=%2B1", 400),
        Row("page stands once", .get, "/films?page=1&page=2", 400),
        Row("A page behind the end is empty", .get, "/films?page=9&pagesize=2", 200) { answer, _ in answer.json == .array([]) },
        Row("A page far behind the end is empty", .get, "/films?page=99999999999999999999&pagesize=1000", 200) { answer, _ in
            answer.json == .array([])
        },
        Row("pagesize cuts", .get, "/films?pagesize=2&page=2", 200) { answer, _ in answer.ids == ["a"] },
        Row("pagesize may be 0", .get, "/films?pagesize=0", 200) { answer, _ in answer.json == .array([]) },
        Row("pagesize is at most 1000", .get, "/films?pagesize=1001", 400),
        Row("pagesize is not negative", .get, "/films?pagesize=-1", 400),
        Row("A filter", .get, "/films?filter=%7B%22year%22%3A1927%7D", 200) { answer, _ in answer.ids == ["a"] },
        Row(
            "Filters that are repeated must all hold", .get,
            "/films?filter=%7B%22year%22:%7B%22$gt%22:1922%7D%7D&filter=%7B%22key%22:%22k2%22%7D",
            200
        ) { answer, _ in answer.ids == ["b"] },
        Row("An empty filter text", .get, "/films?filter=", 400),
        Row("An empty filter", .get, "/films?filter=%7B%7D", 400),
        Row("A filter that is an array", .get, "/films?filter=%5B%5D", 400),
        Row("A filter that is no JSON", .get, "/films?filter=%7B", 400),
        Row("keys include", .get, "/films?keys=%7B%22title%22:1%7D&pagesize=1", 200) { answer, _ in
            answer.text == #"[{"_id":"c","title":"Nosferatu"}]"#
        },
        Row("keys that are repeated", .get, "/films/a?keys=%7B%22size.h%22:1%7D&keys=%7B%22_id%22:0,%22year%22:1%7D", 200) { answer, _ in
            answer.text == #"{"size":{"h":10},"year":1927}"#
        },
        Row("keys exclude", .get, "/films/a?keys=%7B%22size.h%22:0,%22title%22:0%7D", 200) { answer, _ in
            answer.json.plain.json == #"{"key":"k1","size":{"w":20},"tags":["x","y"],"year":1927}"#
        },
        Row("keys that are empty", .get, "/films?keys=%7B%7D", 400),
        Row("keys that are no object", .get, "/films?keys=1", 400),
        Row("keys that include and exclude", .get, "/films?keys=%7B%22a%22:1,%22b%22:0%7D", 400),
        Row("sort ascending", .get, "/films?sort=year", 200) { answer, _ in answer.ids == ["c", "b", "a"] },
        Row("sort with a plus, which means a space", .get, "/films?sort=+year", 200) { answer, _ in answer.ids == ["c", "b", "a"] },
        Row("sort descending", .get, "/films?sort=-year", 200) { answer, _ in answer.ids == ["a", "b", "c"] },
        Row("sort_by is the same", .get, "/films?sort_by=-year", 200) { answer, _ in answer.ids == ["a", "b", "c"] },
        Row("sort by several", .get, "/films?sort=none&sort=year", 200) { answer, _ in answer.ids == ["c", "b", "a"] },
        Row("sort by an object, in its order", .get, "/films?sort=%7B%22year%22:-1,%22title%22:1%7D", 200) { answer, _ in
            answer.ids == ["a", "b", "c"]
        },
        Row("sort by an object of something else", .get, "/films?sort=%7B%22year%22:2%7D", 400),
        Row("sort by nothing", .get, "/films?sort=", 400),
        Row("sort by an operator", .get, "/films?sort=$where", 400),
        Row("count counts", .get, "/films?count=true&pagesize=1", 200) { answer, _ in
            answer.ids.count == 1 && answer.field("X-Total-Count") == "3" && answer.field("X-Count-Strategy") == "exact"
        },
        Row("count with a filter is exact", .get, "/films?count=estimated&filter=%7B%22year%22:1927%7D", 200) { answer, _ in
            answer.field("X-Total-Count") == "1" && answer.field("X-Count-Strategy") == "exact"
        },
        Row("Without count nothing is counted", .get, "/films", 200) { answer, _ in answer.field("X-Total-Count") == nil },
        Row("What tunes a database is ignored", .get, "/films?hint=x&cache=1&readConcern=local&readPreference=x&writeConcern=1", 200),
        Row("A lone percent sign", .get, "/films?filter=%", 400),
        Row("Bytes that are no UTF-8", .get, "/films?filter=%7B%22a%22:%22%FF%22%7D", 400),
        Row("A NUL in an address", .get, "/films?count=%00", 400),
        Row("Too many parameters", .get, "/films?" + String(repeating: "hint=1&", count: 61), 400),
    ]

    static let representations: [Row] = [
        Row("rep=standard", .get, "/films?rep=standard", 200) { answer, _ in answer.ids.count == 3 },
        Row("rep=pj", .get, "/films?rep=pj&count=1&pagesize=2", 200) { answer, _ in
            guard case .array(let documents)? = answer.json["_embedded"] else { return false }
            return documents.count == 2 && answer.json["_id"] == "films" && answer.json["_returned"] == 2 && answer.json["_size"] == 3
                && answer.json["_total_pages"] == 2 && answer.json["_etag"]?["$oid"] != nil
        },
        Row("rep=shal is the same, and counts only when asked", .get, "/films?rep=shal", 200) { answer, _ in
            answer.json["_returned"] == 3 && answer.json["_size"] == nil
        },
        Row("rep=pj without properties is the bare array", .get, "/films?rep=pj&np", 200) { answer, _ in answer.ids.count == 3 },
        Row("rep=s without properties is the same array", .get, "/films?rep=s&np=true", 200) { answer, _ in answer.ids.count == 3 },
        Row("rep=hal is not spoken", .get, "/films?rep=hal", 400),
        Row("rep=x is unknown", .get, "/films?rep=x", 400),
        Row("jsonMode=relaxed writes dates as ISO 8601", .get, "/films/c?jsonMode=relaxed", 200) { answer, _ in
            answer.text.contains(#""seen":{"$date":"2025-12-29T09:20:00.000Z"}"#)
        },
        Row("jsonMode=strict writes milliseconds", .get, "/films/c?jsonMode=strict", 200) { answer, _ in
            answer.text.contains(#""seen":{"$date":1767000000000}"#)
        },
        Row("jsonMode=extended is not spoken", .get, "/films/c?jsonMode=extended", 400),
    ]
}

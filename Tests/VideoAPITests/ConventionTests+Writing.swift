import HTTPTypes
import KinoraDocuments
import KinoraKernel
import Testing

@testable import KinoraVideoAPI

extension ConventionTests {
    private static let body = #"{"title":"Der Golem","year":1920}"#
    private static let kept = #"{"title":"Der Golem","year":1920}"#

    static let writing: [Row] = [
        Row("POST adds a document", .post, "/films", body, 201) { answer, house in
            let place = try #require(answer.headers[.location])
            let id = String(place.dropFirst("/api/films/".count))
            return try await every(Self.body(house, id) == kept, answer.text.isEmpty, answer.etag?.count == 24)
        },
        Row("POST under a name", .post, "/films", #"{"_id":"d","x":1}"#, 201) { answer, house in
            try await every(Self.body(house, "d") == #"{"x":1}"#, answer.headers[.location] == "/api/films/d")
        },
        Row("POST under a name that an address must encode", .post, "/films", #"{"_id":"ä/b c"}"#, 201) { answer, _ in
            answer.headers[.location] == "/api/films/%C3%A4%2Fb%20c"
        },
        Row("POST under an ObjectId", .post, "/films", #"{"_id":{"$oid":"0123456789abcdef01234567"}}"#, 201) { answer, _ in
            answer.headers[.location] == "/api/films/0123456789abcdef01234567"
        },
        Row("POST of what exists", .post, "/films", #"{"_id":"a","x":1}"#, 409) { answer, house in
            try await every(answer.json["conflict"] == ["exists": true], Self.body(house, "a")?.contains("Metropolis") == true)
        },
        Row("POST of what must be unique", .post, "/films", #"{"key":"k1"}"#, 409) { answer, _ in
            answer.json["conflict"] == ["paths": .array(["key"])]
        },
        Row("POST wm=update needs _id", .post, "/films?wm=update", body, 400),
        Row("POST wm=update of what is missing", .post, "/films?wm=update", #"{"_id":"z"}"#, 404),
        Row("POST wm=update", .post, "/films?wm=update", #"{"_id":"a","x":1}"#, 200) { _, house in
            try await Self.body(house, "a") == #"{"x":1}"#
        },
        Row("POST wm=upsert of something new", .post, "/films?wm=upsert", #"{"_id":"z","x":1}"#, 201),
        Row("POST wm=upsert of what stands", .post, "/films?writeMode=upsert", #"{"_id":"a","x":1}"#, 200),
        Row("POST with an operator", .post, "/films", #"{"$set":{"a":1}}"#, 400),
        Row("POST with the present date", .post, "/films", #"{"_id":"d","$currentDate":{"at":true}}"#, 201) { _, house in
            try await Self.body(house, "d") == #"{"at":{"$date":1767225600000}}"#
        },
        Row("POST with a dotted name", .post, "/films", #"{"a.b":1}"#, 400),
        Row("POST with a reserved name", .post, "/films", #"{"_id":"_x"}"#, 403),
        Row("POST with a name that is a number", .post, "/films", #"{"_id":7}"#, 400),
        Row("POST of a text", .post, "/films", #""x""#, 400),

        Row("PUT replaces", .put, "/films/a", body, 200) { answer, house in
            try await every(Self.body(house, "a") == kept, answer.etag != Row.tag, answer.text.isEmpty)
        },
        Row("PUT updates by default", .put, "/films/z", body, 404) { _, house in try await Self.body(house, "z") == nil },
        Row("PUT wm=insert", .put, "/films/z?wm=insert", body, 201) { answer, house in
            try await every(Self.body(house, "z") == kept, answer.headers[.location] == "/api/films/z")
        },
        Row("PUT wm=insert of what exists", .put, "/films/a?wm=insert", body, 409),
        Row("PUT wm=update of what is missing", .put, "/films/z?wm=update", body, 404),
        Row("PUT wm=upsert of something new", .put, "/films/z?wm=upsert", body, 201),
        Row("PUT wm=upsert of what stands", .put, "/films/a?wm=upsert", body, 200) { _, house in try await Self.body(house, "a") == kept },
        Row("PUT in an unknown mode", .put, "/films/a?wm=replace", body, 400),
        Row("PUT with another _id", .put, "/films/a", #"{"_id":"b"}"#, 400),
        Row("PUT with the same _id", .put, "/films/a", #"{"_id":"a","x":1}"#, 200) { _, house in
            try await Self.body(house, "a") == #"{"x":1}"#
        },
        Row("PUT nests dotted names", .put, "/films/a", #"{"size.h":20,"size.w":{"x":1}}"#, 200) { _, house in
            try await Self.body(house, "a") == #"{"size":{"h":20,"w":{"x":1}}}"#
        },
        Row("PUT of a name that stands twice", .put, "/films/a", #"{"size":{"h":1},"size.h":20}"#, 400),
        Row("PUT with an operator", .put, "/films/a", #"{"$inc":{"year":1}}"#, 400),
        Row("PUT of what must be unique", .put, "/films/a", #"{"key":"k2"}"#, 409) { answer, _ in
            answer.json["conflict"] == ["paths": .array(["key"])]
        },
        Row("PUT of what was read", .put, "/films/a", #"{"_etag":{"$oid":"x"},"x":1}"#, 400),
        Row(
            "What the store sets is ignored in a body", .put, "/films/a",
            #"{"_etag":{"$oid":"0123456789abcdef01234567"},"createdAt":{"$date":1},"updatedAt":1,"x":1}"#, 200
        ) { answer, house in
            let document = try await house.store.read("a", in: "films")
            return every(
                document?.body.json == #"{"x":1}"#, document?.createdAt.milliseconds == 1_767_000_000_000,
                answer.etag == document?.etag.rawValue)
        },
        Row("PUT answers with the document where that is preferred", .put, "/films/a", body, [.preference: "return=representation"], 200) {
            answer, _ in
            answer.json.plain.json == kept && answer.json["_id"] == "a" && answer.field("Preference-Applied") == "return=representation"
        },
        Row(
            "Dates as ISO 8601 and long numbers are understood", .put, "/films/a",
            #"{"a":{"$date":"2026-01-31T12:00:00Z"},"b":{"$numberLong":"9007199254740993"}}"#, 200
        ) {
            _, house in
            try await Self.body(house, "a") == #"{"a":{"$date":1769860800000},"b":9007199254740993}"#
        },
        Row("A date that is none", .put, "/films/a", #"{"a":{"$date":"yesterday"}}"#, 400),

        Row("DELETE", .delete, "/films/a", 204) { answer, house in try await every(Self.body(house, "a") == nil, answer.text.isEmpty) },
        Row("DELETE of what is missing", .delete, "/films/z", 404),
        Row(
            "A filter on a write must match as well", .put, "/films/a?filter=%7B%22year%22:1900%7D", body, 404
        ) { _, house in try await Self.body(house, "a") != kept },
        Row(
            "A filter may compare the version in one step", .put, "/films/a?filter=%7B%22_etag%22:%7B%22$oid%22:%22\(Row.tag)%22%7D%7D",
            body, 200
        ) { _, house in try await Self.body(house, "a") == kept },
        Row("A filter with another version", .delete, "/films/a?filter=%7B%22_etag%22:%7B%22$oid%22:%22\(Row.wrong)%22%7D%7D", 404),
    ]

    static let patching: [Row] = [
        Row("PATCH changes fields", .patch, "/films/b", #"{"year":1,"more":{"x":1}}"#, 200) { answer, house in
            try await every(Self.body(house, "b") == #"{"key":"k2","more":{"x":1},"title":"Faust","year":1}"#, answer.text.isEmpty)
        },
        Row("PATCH takes dotted paths", .patch, "/films/a", #"{"size.h":20}"#, 200) { _, house in
            try await Self.body(house, "a")?.contains(#""size":{"h":20,"w":20}"#) == true
        },
        Row("PATCH reaches into arrays", .patch, "/films/a", #"{"tags.1":"z"}"#, 200) { _, house in
            try await Self.body(house, "a")?.contains(#""tags":["x","z"]"#) == true
        },
        Row("PATCH behind an array's end fills with null", .patch, "/films/a", #"{"tags.3":"z"}"#, 200) { _, house in
            try await Self.body(house, "a")?.contains(#""tags":["x","y",null,"z"]"#) == true
        },
        Row("PATCH far behind an array's end", .patch, "/films/a", #"{"tags.100000000":"z"}"#, 400),
        Row("PATCH through a text", .patch, "/films/a", #"{"title.x":1}"#, 400),
        Row("$set and $unset", .patch, "/films/b", #"{"$set":{"year":2},"$unset":{"title":""}}"#, 200) { _, house in
            try await Self.body(house, "b") == #"{"key":"k2","year":2}"#
        },
        Row("$inc", .patch, "/films/b", #"{"$inc":{"year":5,"new":2}}"#, 200) { _, house in
            try await Self.body(house, "b") == #"{"key":"k2","new":2,"title":"Faust","year":1931}"#
        },
        Row("$inc by a fraction", .patch, "/films/b", #"{"$inc":{"year":0.5}}"#, 200) { _, house in
            try await Self.body(house, "b")?.contains(#""year":1926.5"#) == true
        },
        Row("$inc of a text", .patch, "/films/b", #"{"$inc":{"title":1}}"#, 400),
        Row("$push", .patch, "/films/a", #"{"$push":{"tags":"x","new":1}}"#, 200) { _, house in
            let body = try await Self.body(house, "a")
            return every(body?.contains(#""tags":["x","y","x"]"#) == true, body?.contains(#""new":[1]"#) == true)
        },
        Row("$push with $each", .patch, "/films/a", #"{"$push":{"tags":{"$each":["p","q"]}}}"#, 200) { _, house in
            try await Self.body(house, "a")?.contains(#""tags":["x","y","p","q"]"#) == true
        },
        Row("$push with $slice", .patch, "/films/a", #"{"$push":{"tags":{"$each":[1],"$slice":1}}}"#, 400) { answer, _ in
            answer.text.contains("$slice")
        },
        Row("$push onto a text", .patch, "/films/a", #"{"$push":{"title":1}}"#, 400),
        Row("$addToSet", .patch, "/films/a", #"{"$addToSet":{"tags":{"$each":["x","z","z"]}}}"#, 200) { _, house in
            try await Self.body(house, "a")?.contains(#""tags":["x","y","z"]"#) == true
        },
        Row("$pull", .patch, "/films/a", #"{"$pull":{"tags":"x","none":1}}"#, 200) { _, house in
            let body = try await Self.body(house, "a")
            return every(body?.contains(#""tags":["y"]"#) == true, body?.contains("none") == false)
        },
        Row("$pull of several", .patch, "/films/a", #"{"$pull":{"tags":{"$in":["x","y"]}}}"#, 200) { _, house in
            try await Self.body(house, "a")?.contains(#""tags":[]"#) == true
        },
        Row("$pull by a condition", .patch, "/films/a", #"{"$pull":{"tags":{"$gt":1}}}"#, 400) { answer, _ in answer.text.contains("$gt") },
        Row("$currentDate", .patch, "/films/b", #"{"$currentDate":{"at":true,"updatedAt":true,"on":{"$type":"date"}}}"#, 200) { _, house in
            try await Self.body(house, "b")?.hasPrefix(#"{"at":{"$date":1767225600000},"key":"k2","on":{"$date":1767225600000}"#) == true
        },
        Row("$currentDate as a timestamp", .patch, "/films/b", #"{"$currentDate":{"at":{"$type":"timestamp"}}}"#, 400),
        Row("$min and $max", .patch, "/films/b", #"{"$min":{"year":1900,"low":3},"$max":{"high":3}}"#, 200) { _, house in
            try await Self.body(house, "b") == #"{"high":3,"key":"k2","low":3,"title":"Faust","year":1900}"#
        },
        Row("$min of something greater", .patch, "/films/b", #"{"$min":{"year":2000}}"#, 200) { _, house in
            try await Self.body(house, "b")?.contains("1926") == true
        },
        Row("$rename", .patch, "/films/b", #"{"$rename":{"year":"made.in","none":"x"}}"#, 200) { _, house in
            try await Self.body(house, "b") == #"{"key":"k2","made":{"in":1926},"title":"Faust"}"#
        },
        Row("$setOnInsert of what stands", .patch, "/films/b?wm=upsert", #"{"$setOnInsert":{"new":1},"x":1}"#, 200) { _, house in
            let body = try await Self.body(house, "b")
            return every(body?.contains("new") == false, body?.contains(#""x":1"#) == true)
        },
        Row("$setOnInsert of something new", .patch, "/films/z?wm=upsert", #"{"$setOnInsert":{"new":1},"x.y":1}"#, 201) { _, house in
            try await Self.body(house, "z") == #"{"new":1,"x":{"y":1}}"#
        },
        Row("An unknown operator", .patch, "/films/b", #"{"$mul":{"year":2}}"#, 400) { answer, _ in answer.text.contains("$mul") },
        Row("Two changes of one field", .patch, "/films/b", #"{"year":1,"$inc":{"year":1}}"#, 400),
        Row("A change of a field and what lies in it", .patch, "/films/a", #"{"size":1,"size.h":1}"#, 400),
        Row("An operator on what the store sets", .patch, "/films/b", #"{"$set":{"createdAt":{"$date":1}}}"#, 400),
        Row("A plain field that the store sets is ignored", .patch, "/films/b", #"{"createdAt":{"$date":1},"x":1}"#, 200) { _, house in
            try await house.store.read("b", in: "films")?.createdAt.milliseconds == 1_767_000_000_000
        },
        Row("PATCH with another _id", .patch, "/films/b", #"{"_id":"a"}"#, 400),
        Row("A pipeline", .patch, "/films/b", #"[{"$set":{"x":1}}]"#, 400),
        Row("PATCH of what is missing", .patch, "/films/z", #"{"x":1}"#, 404),
        Row("PATCH wm=insert", .patch, "/films/z?wm=insert", #"{"x":1}"#, 201),
        Row("PATCH wm=insert of what exists", .patch, "/films/a?wm=insert", #"{"x":1}"#, 409),
        Row("PATCH wm=upsert", .patch, "/films/z?wm=upsert", #"{"x":1}"#, 201),
        Row("PATCH of what must be unique", .patch, "/films/b", #"{"key":"k1"}"#, 409) { answer, _ in
            answer.json["conflict"] == ["paths": .array(["key"])]
        },
        Row(
            "PATCH answers with the document where that is preferred", .patch, "/films/b", #"{"year":1}"#,
            [.preference: "return=representation"], 200
        ) {
            answer, _ in answer.json["year"] == 1 && answer.json["title"] == "Faust"
        },
    ]

    static let bulk: [Row] = [
        Row("POST of an array", .post, "/films", #"[{"_id":"d"},{"_id":"e"}]"#, 200) { answer, house in
            try await every(
                answer.text
                    == #"{"deleted":0,"errors":[],"inserted":2,"links":["/api/films/d","/api/films/e"],"matched":0,"modified":0}"#,
                Self.body(house, "e") != nil)
        },
        Row("POST of an array, some of which exist", .post, "/films", #"[{"_id":"a"},{"_id":"d"},{"key":"k2"}]"#, 207) { answer, house in
            guard case .array(let errors)? = answer.json["errors"], errors.count == 2 else { return false }
            return try await every(
                errors[0]["index"] == 0, errors[0]["httpStatus"] == 409, errors[0]["conflict"] == ["exists": true], errors[1]["index"] == 2,
                errors[1]["conflict"] == ["paths": .array(["key"])], answer.json["inserted"] == 1, Self.body(house, "d") != nil)
        },
        Row("POST of an array where nothing must be unique", .post, "/notes", #"[{"text":"x"},{"text":"y"}]"#, 200) { answer, house in
            try await every(answer.json["inserted"] == 2, house.store.count(.all, in: "notes") == 3)
        },
        Row("POST of an array with something invalid writes nothing", .post, "/films", #"[{"_id":"d"},{"$x":1}]"#, 400) { _, house in
            try await Self.body(house, "d") == nil
        },
        Row("POST of an empty array", .post, "/films", "[]", 400),
        Row("POST of an array with wm=upsert", .post, "/films?wm=upsert", #"[{"_id":"a","x":1},{"_id":"d"}]"#, 200) { answer, house in
            try await every(answer.json["inserted"] == 1, answer.json["modified"] == 1, Self.body(house, "a") == #"{"x":1}"#)
        },
        Row("PATCH of many", .patch, "/films/*?filter=%7B%22year%22:%7B%22$gt%22:1922%7D%7D", #"{"old":true}"#, 200) { answer, house in
            try await every(
                answer.text == #"{"deleted":0,"errors":[],"inserted":0,"links":[],"matched":2,"modified":2}"#,
                house.store.count(.equal("old", true), in: "films") == 2)
        },
        Row(
            "PATCH of many that the filter no longer means", .patch, "/films/*?filter=%7B%22year%22:%7B%22$exists%22:true%7D%7D",
            #"{"$unset":{"year":1}}"#, 200
        ) {
            answer, _ in answer.json["modified"] == 3
        },
        Row(
            "PATCH of many, one after the other refused", .patch, "/films/*?filter=%7B%22year%22:%7B%22$gt%22:0%7D%7D", #"{"key":"same"}"#,
            207
        ) {
            answer, _ in answer.json["modified"] == 1 && answer.json["matched"] == 3
        },
        Row("PATCH of many without a filter", .patch, "/films/*", #"{"x":1}"#, 400),
        Row("PATCH of many with an empty filter", .patch, "/films/*?filter=%7B%7D", #"{"x":1}"#, 400),
        Row("DELETE of many", .delete, "/films/*?filter=%7B%22year%22:%7B%22$lt%22:1927%7D%7D", 200) { answer, house in
            try await every(answer.json["deleted"] == 2, house.store.count(.all, in: "films") == 1)
        },
        Row("DELETE of many without a filter", .delete, "/films/*", 400) { _, house in
            try await house.store.count(.all, in: "films") == 3
        },
        Row("An encoded star is the name of a document", .delete, "/films/%2A", 404),
    ]
}

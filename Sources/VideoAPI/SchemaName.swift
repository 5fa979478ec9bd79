import KinoraDocuments

/// The shapes of bodies, as JSON Schema, by the names under which the OpenAPI document lists them.
enum SchemaName: String, CaseIterable, Sendable {
    // What is sent.
    case newDocument, newDocuments, wholeDocument, patch, filter, keys, collection, index, copies, question
    // What is answered.
    case description, names, changes, document, list, bulk, size, properties, indexes, restored, found, problem
    // What these are made of.
    case identifier, collectionName, fieldName, fieldPath, order, value, anything, scalar, tag, date, shownDate

    static var json: [String: Value] { Dictionary(allCases.map { ($0.rawValue, $0.ours) }) { first, _ in first } }

    var ours: Value { Self.resolved(Value(ours: text)) }

    /// How another part of the document names this shape.
    var reference: Value { .object(["$ref": .string(Self.place + rawValue)]) }

    private static let place = "#/components/schemas/"

    /// In the texts below a shape is named by its name alone.
    private static func resolved(_ value: Value) -> Value {
        switch value {
        case .array(let elements): return .array(elements.map(resolved))
        case .object(let fields):
            if fields.count == 1, case .string(let name)? = fields["$ref"] { return .object(["$ref": .string(place + name)]) }
            return .object(fields.mapValues(resolved))
        default: return value
        }
    }

    private var text: String {
        switch self {
        case .identifier:
            #"""
            {"type":"string","minLength":1,"maxLength":512,
             "pattern":"^([^_.\\x00-\\x1f\\x7f]|\\.[^.\\x00-\\x1f\\x7f]|\\.\\.[^\\x00-\\x1f\\x7f])[^\\x00-\\x1f\\x7f]*$",
             "description":"At most 512 bytes of UTF-8."}
            """#
        case .collectionName: #"{"type":"string","pattern":"^[A-Za-z][A-Za-z0-9-]{0,59}$"}"#
        case .fieldName: #"{"type":"string","minLength":1,"pattern":"^[^$.\\x00][^.\\x00]*$"}"#
        case .fieldPath:
            #"""
            {"type":"string","description":"Names joined by dots, of at most 200 bytes each.",
             "pattern":"^[^_$.\\x00-\\x1f\\x7f\"'\\\\][^.\\x00-\\x1f\\x7f\"'\\\\]{0,48}(\\.[^$.\\x00-\\x1f\\x7f\"'\\\\][^.\\x00-\\x1f\\x7f\"'\\\\]{0,48}){0,19}$"}
            """#
        case .scalar:
            #"""
            {"anyOf":[{"type":"string","pattern":"^[^\\x00]*$"},{"type":"boolean"},{"type":"null"},
             {"type":"number","minimum":-9223372036854775808,"maximum":9223372036854775807}]}
            """#
        case .order:
            #"""
            {"type":"string","description":"The path of a field, and + or - in front of it.",
             "pattern":"^[-+ ]?[^-+ {_$.\\x00-\\x1f\\x7f\"'\\\\][^.\\x00-\\x1f\\x7f\"'\\\\]{0,48}(\\.[^$.\\x00-\\x1f\\x7f\"'\\\\][^.\\x00-\\x1f\\x7f\"'\\\\]{0,48}){0,19}$"}
            """#
        case .anything:
            #"""
            {"anyOf":[{"$ref":"scalar"},{"type":"array","items":{"$ref":"anything"}},
             {"type":"object","propertyNames":{"pattern":"^[^\\x00]*$"},"additionalProperties":{"$ref":"anything"}}]}
            """#
        case .value:
            #"""
            {"description":"Any JSON whose names of fields are not empty, begin with no $ and hold no dot. {\"$date\": milliseconds} is a date.",
             "anyOf":[{"$ref":"scalar"},{"type":"array","items":{"$ref":"value"}},
              {"type":"object","propertyNames":{"$ref":"fieldName"},"additionalProperties":{"$ref":"value"}}]}
            """#
        case .newDocument:
            #"""
            {"type":"object","properties":{"_id":{"$ref":"identifier"},"_etag":{"$ref":"anything"},"createdAt":{"$ref":"anything"},
              "updatedAt":{"$ref":"anything"}},"propertyNames":{"$ref":"fieldName"},"additionalProperties":{"$ref":"value"}}
            """#
        case .wholeDocument:
            #"""
            {"type":"object","description":"As read; an _id must be that of the address. The store's own fields are left out.",
             "properties":{"_id":false,"_etag":{"$ref":"anything"},"createdAt":{"$ref":"anything"},"updatedAt":{"$ref":"anything"}},
             "propertyNames":{"$ref":"fieldName"},"additionalProperties":{"$ref":"value"}}
            """#
        case .newDocuments:
            #"""
            {"anyOf":[{"$ref":"newDocument"},
             {"type":"array","minItems":1,"maxItems":1000,"items":{"$ref":"newDocument"}}]}
            """#
        case .patch:
            #"""
            {"type":"object","description":"Fields with dotted paths, and $set, $unset, $inc, $push, $addToSet, $pull, $currentDate, $min, $max, $rename, $setOnInsert.",
             "propertyNames":{"$ref":"fieldPath"},"additionalProperties":{"$ref":"value"}}
            """#
        case .filter:
            #"""
            {"type":"object","minProperties":1,"maxProperties":8,
             "description":"Fields with values, or with $eq, $ne, $gt, $gte, $lt, $lte, $in, $nin, $exists and $not; $and, $or and $nor.",
             "propertyNames":{"$ref":"fieldPath"},
             "additionalProperties":{"anyOf":[{"$ref":"value"},
              {"type":"object","minProperties":1,"additionalProperties":false,"properties":{
               "$eq":{"$ref":"value"},"$ne":{"$ref":"value"},
               "$gt":{"$ref":"scalar"},"$gte":{"$ref":"scalar"},"$lt":{"$ref":"scalar"},"$lte":{"$ref":"scalar"},
               "$in":{"type":"array","maxItems":20,"items":{"$ref":"value"}},
               "$nin":{"type":"array","maxItems":20,"items":{"$ref":"value"}},"$exists":{"type":"boolean"}}}]}}
            """#
        case .keys:
            #"""
            {"anyOf":[{"type":"object","minProperties":1,"maxProperties":8,"propertyNames":{"$ref":"fieldPath"},
              "additionalProperties":{"const":1}},
             {"type":"object","minProperties":1,"maxProperties":8,"propertyNames":{"$ref":"fieldPath"},
              "additionalProperties":{"const":0}}]}
            """#
        case .collection:
            #"""
            {"type":"object","additionalProperties":false,"properties":{"searchable":{"type":"array","items":{"$ref":"fieldPath"}},
             "indexes":{"type":"array","items":{"type":"object","required":["paths"],"additionalProperties":false,"properties":{
              "paths":{"type":"array","minItems":1,"items":{"$ref":"fieldPath"}},"unique":{"type":"boolean"}}}}}}
            """#
        case .index:
            #"""
            {"type":"object","required":["keys"],"additionalProperties":false,"properties":{
             "keys":{"type":"object","minProperties":1,"propertyNames":{"$ref":"fieldPath"},"additionalProperties":{"enum":[1,-1]}},
             "ops":{"type":"object","additionalProperties":false,"properties":{"unique":{"type":"boolean"}}}}}
            """#
        case .copies:
            #"""
            {"type":"array","maxItems":1000,"items":{"type":"object","required":["_id","_etag","createdAt","updatedAt"],"properties":{
             "_id":{"$ref":"identifier"},"_etag":{"$ref":"tag"},
             "createdAt":{"$ref":"date"},"updatedAt":{"$ref":"date"}},
             "propertyNames":{"$ref":"fieldName"},"additionalProperties":{"$ref":"value"}}}
            """#
        case .question:
            #"""
            {"type":"object","additionalProperties":false,"properties":{"filter":{"$ref":"filter"},
             "sort":{"type":"array","maxItems":8,"items":{"$ref":"order"}},
             "skip":{"type":"integer","minimum":0,"maximum":9223372036854775807},"limit":{"type":"integer","minimum":0,"maximum":1000},
             "count":{"type":"boolean"}}}
            """#
        case .description: #"{"type":"object","required":["openapi","paths"]}"#
        case .names: #"{"type":"array","items":{"type":"string"}}"#
        case .changes:
            #"""
            {"type":"object","required":["changes","latest"],"properties":{"latest":{"type":"integer"},
             "changes":{"type":"array","items":{"type":"object","required":["position","collection","id","kind","at"],"properties":{
              "position":{"type":"integer"},"collection":{"type":"string"},"id":{"type":"string"},"kind":{"enum":["written","deleted"]},
              "at":{"$ref":"shownDate"}}}}}}
            """#
        case .document:
            #"""
            {"type":"object","properties":{"_id":{"type":"string"},"_etag":{"$ref":"tag"},
             "createdAt":{"$ref":"shownDate"},"updatedAt":{"$ref":"shownDate"}}}
            """#
        case .found: #"{"anyOf":[{"type":"array","items":{"$ref":"document"}},{"$ref":"size"}]}"#
        case .list:
            #"""
            {"anyOf":[{"type":"array","items":{"$ref":"document"}},
             {"type":"object","required":["_id","_etag","_returned","_embedded"],"properties":{"_returned":{"type":"integer"},
              "_size":{"type":"integer"},"_total_pages":{"type":"integer"},
              "_embedded":{"type":"array","items":{"$ref":"document"}}}}]}
            """#
        case .bulk:
            #"""
            {"type":"object","required":["inserted","links","deleted","modified","matched","errors"],"properties":{
             "inserted":{"type":"integer"},"deleted":{"type":"integer"},"modified":{"type":"integer"},"matched":{"type":"integer"},
             "links":{"type":"array","items":{"type":"string"}},
             "errors":{"type":"array","items":{"type":"object","required":["index","httpStatus"],
              "properties":{"index":{"type":"integer"},"httpStatus":{"type":"integer"}}}}}}
            """#
        case .size: #"{"type":"object","required":["_size"],"properties":{"_size":{"type":"integer","minimum":0}}}"#
        case .properties:
            #"""
            {"type":"object","required":["_id","_etag"],"properties":{"_id":{"type":"string"},"_etag":{"$ref":"tag"},
             "searchable":{"type":"array","items":{"type":"string"}}}}
            """#
        case .indexes:
            #"""
            {"type":"array","items":{"type":"object","required":["_id","key"],
             "properties":{"_id":{"type":"string"},"key":{"type":"object"},"unique":{"type":"boolean"}}}}
            """#
        case .restored: #"{"type":"object","required":["restored"],"properties":{"restored":{"type":"integer"}}}"#
        case .problem:
            #"""
            {"type":"object","required":["http status code","http status description","message"],"properties":{
             "http status code":{"type":"integer"},"http status description":{"type":"string"},"message":{"type":"string"},
             "conflict":{"type":"object"}}}
            """#
        case .tag:
            #"{"type":"object","required":["$oid"],"additionalProperties":false,"properties":{"$oid":{"type":"string","pattern":"^[0-9a-f]{24}$"}}}"#
        case .shownDate:
            #"{"type":"object","required":["$date"],"properties":{"$date":{"type":["integer","string","object"]}}}"#
        case .date:
            #"""
            {"type":"object","required":["$date"],"additionalProperties":false,"properties":{"$date":{"type":"integer",
             "minimum":-9223372036854775808,"maximum":9223372036854775807}}}
            """#
        }
    }
}

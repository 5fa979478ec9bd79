#if MongoDB
    import KinoraDocuments

    /// Why the server refused one of the documents of a command.
    struct MongoWriteError {
        /// Which one, in the order of the command.
        let index: Int
        let code: UInt32
        let message: String
        /// The fields of the unique index that stands in the way; empty on servers that do not say.
        let fields: [String]

        var isDuplicate: Bool { code == 11000 || code == 11001 }

        static func all(in answer: [String: Value]) -> [MongoWriteError] {
            guard case .array(let errors)? = answer["writeErrors"] else { return [] }
            return errors.map(MongoWriteError.init)
        }

        /// Of a command that was refused as a whole, or of one document.
        init(_ error: Value) {
            index = error["index"]?.whole ?? 0
            code = UInt32(clamping: error["code"]?.whole ?? 0)
            if case .string(let text)? = error["errmsg"] { message = text } else { message = "" }
            if case .object(let pattern)? = error["keyPattern"] { fields = Array(pattern.keys) } else { fields = [] }
        }

        func failure(_ place: MongoPlace) -> MongoFailure {
            MongoFailure(code: code, message: message, hiding: place.secrets)
        }
    }

    extension Value {
        fileprivate var whole: Int? { if case .int(let number) = self { Int(exactly: number) } else { nil } }
    }

    extension StoredLayout {
        /// The paths of the unique index that stands in the way. Older servers name the index only, in their message.
        func uniquePaths(in error: MongoWriteError) -> [String]? {
            let prefix = Self.keysField + "."
            if let field = error.fields.first(where: { $0.hasPrefix(prefix) }) {
                return uniquePaths(ofEntry: String(field.dropFirst(prefix.count)))
            }
            return schema.indexes.first { $0.unique && error.message.contains(uniqueIndex($0.paths).name) }?.paths
        }
    }
#endif

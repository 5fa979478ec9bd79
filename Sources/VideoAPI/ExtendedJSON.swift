import Foundation
import KinoraDocuments
import KinoraKernel

/// The few wrappers of MongoDB's Extended JSON (version 2) that mean something here.
enum ExtendedJSON {
    /// A value as a document keeps it: `$oid` becomes a text, `$date` a date, `$numberLong`, `$numberInt` and `$numberDouble` a number.
    /// Other names with `$` stay, for operators are spoken with them; no document takes one.
    /// - Throws: `APIProblem` for a wrapper around something that is none.
    static func read(_ value: Value) throws(APIProblem) -> Value {
        switch value {
        case .array(let elements):
            var read: [Value] = []
            for element in elements { read.append(try Self.read(element)) }
            return .array(read)
        case .object(let fields):
            if fields.count == 1, let (name, inner) = fields.first, name.hasPrefix("$"), let known = try unwrapped(name, inner) {
                return known
            }
            var read: [String: Value] = [:]
            for (name, field) in fields { read[name] = try Self.read(field) }
            return .object(read)
        default: return value
        }
    }

    private static func unwrapped(_ name: String, _ inner: Value) throws(APIProblem) -> Value? {
        switch (name, inner) {
        case ("$oid", .string(let text)) where isObjectID(text): return .string(text.lowercased())
        case ("$oid", _): throw .bad("$oid is wrapped around something that is not 24 hexadecimal digits.")
        case ("$date", .int(let milliseconds)): return .date(Moment(milliseconds: milliseconds))
        case ("$date", .double(let number)):
            if let milliseconds = Int64(exactly: number) { return .date(Moment(milliseconds: milliseconds)) }
        case ("$date", .string(let text)): return .date(try moment(text))
        case ("$date", .object(let fields)):
            guard fields.count == 1, case .string(let digits)? = fields["$numberLong"], let number = Int64(digits) else { break }
            return .date(Moment(milliseconds: number))
        case ("$numberLong", .string(let text)), ("$numberInt", .string(let text)):
            if let number = Int64(text) { return .int(number) }
        case ("$numberDouble", .string(let text)):
            if let number = Double(text), number.isFinite { return .double(number) }
        case ("$date", _), ("$numberLong", _), ("$numberInt", _), ("$numberDouble", _): break
        default: return nil
        }
        throw .bad("\(name) is wrapped around something that it cannot mean.")
    }

    static func isObjectID(_ text: String) -> Bool {
        text.utf8.count == 24
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 48...57, 65...70, 97...102: true
                default: false
                }
            }
    }

    private static func moment(_ text: String) throws(APIProblem) -> Moment {
        for style in [Date.ISO8601FormatStyle(includingFractionalSeconds: true), Date.ISO8601FormatStyle()] {
            // Rounded, for the parser's fraction is a floating-point number.
            guard text.utf8.count <= 40, let date = try? style.parse(text) else { continue }
            return Moment(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded()))
        }
        throw .bad("$date is wrapped around something that is neither milliseconds nor a date like 2026-01-31T12:00:00Z.")
    }

    /// How values are written for one request.
    enum Mode: Sendable {
        /// Dates as `{"$date": milliseconds}`.
        case strict
        /// Dates as `{"$date": "2026-01-31T12:00:00Z"}`, from the year 1970 to 9999.
        case relaxed

        init(_ parameter: String?) throws(APIProblem) {
            switch parameter?.lowercased() {
            case nil, "strict": self = .strict
            case "relaxed": self = .relaxed
            default: throw .bad("illegal jsonMode parameter, it must be strict or relaxed")
            }
        }

        func written(_ value: Value) -> Value {
            guard case .relaxed = self else { return value }
            switch value {
            case .date(let moment):
                let written: Value =
                    (0..<253_402_300_800_000).contains(moment.milliseconds)
                    ? .string(moment.iso8601) : ["$numberLong": .string(String(moment.milliseconds))]
                return .object(["$date": written])
            case .array(let elements): return .array(elements.map(written))
            case .object(let fields): return .object(fields.mapValues(written))
            default: return value
            }
        }
    }
}

import KinoraDocuments
import KinoraKernel

/// What a PATCH changes: plain fields with dotted paths, MongoDB's operators, or both.
struct Patch: Sendable {
    /// How many fields one PATCH may change.
    static let mostSteps = 500

    struct Step: Sendable {
        let path: String
        let names: [String]
        let operation: Operation
    }

    enum Operation: Sendable {
        case set(Value)
        case setOnInsert(Value)
        case unset
        case increment(Value)
        case push([Value])
        case addToSet([Value])
        case pull([Value])
        case currentDate
        case atMost(Value)
        case atLeast(Value)
        case rename(to: [String])
    }

    let steps: [Step]

    /// - Parameter body: the parsed body without `_id`. The store's own fields are left out where they are given plainly, or as the present
    ///   date, so that what was read can be written back.
    /// - Throws: `APIProblem` with 400.
    init(_ body: Value) throws {
        guard case .object(let fields) = body else { throw APIProblem.bad("A PATCH takes an object.") }
        var steps: [Step] = []
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) {
            if name.hasPrefix("$") {
                steps += try PatchReader.steps(name, value)
            } else if let step = try PatchReader.plain(name, value) {
                steps.append(step)
            }
        }
        guard steps.count <= Self.mostSteps else { throw APIProblem.bad("A PATCH changes at most \(Self.mostSteps) fields.") }
        try Self.checkApart(steps)
        self.steps = steps
    }

    /// No two steps may touch the same field, or a field and what lies in it: the outcome would depend on their order.
    private static func checkApart(_ steps: [Step]) throws {
        let touched = steps.flatMap { step -> [[String]] in
            if case .rename(let target) = step.operation { return [step.names, target] }
            return [step.names]
        }
        let sorted = touched.sorted { $0.lexicographicallyPrecedes($1) }
        for (path, next) in zip(sorted, sorted.dropFirst()) where next.starts(with: path) {
            throw APIProblem.bad("Two changes touch \(next.joined(separator: ".").onOneLine(atMost: 80)).")
        }
    }

    /// The same as the store can do it in one step of its own, or nil where it cannot.
    var changes: [Change]? {
        var changes: [Change] = []
        for step in steps {
            // The store's paths do not reach into arrays; a number among the names might mean a place in one.
            guard !step.names.contains(where: { Int($0) != nil }) else { return nil }
            switch step.operation {
            case .set(let value): changes.append(.set(step.path, value))
            case .unset: changes.append(.unset(step.path))
            case .increment(.int(let amount)): changes.append(.increment(step.path, by: amount))
            case .setOnInsert: continue
            default: return nil
            }
        }
        return changes
    }

    /// The body after the change.
    /// - Parameter isNew: whether there was no document before, so that `$setOnInsert` counts.
    func applied(to body: Value, isNew: Bool, at now: Moment) throws -> Value {
        var body = body
        for step in steps {
            if case .setOnInsert = step.operation, !isNew { continue }
            if case .rename(let target) = step.operation {
                try body.rename(step.names[...], to: target[...])
            } else {
                try body.change(step.names[...], makesWay: step.operation.makesWay) { try step.operation.outcome(on: $0, step.path, now) }
            }
        }
        return body
    }
}

extension Patch.Operation {
    fileprivate var makesWay: Bool {
        switch self {
        case .unset, .pull: false
        default: true
        }
    }

    fileprivate func outcome(on value: Value?, _ path: String, _ now: Moment) throws -> Value? {
        switch self {
        case .set(let new), .setOnInsert(let new): return new
        case .unset, .rename: return nil
        case .currentDate: return .date(now)
        case .increment(let amount): return try Self.sum(value, amount, path)
        case .push(let values): return .array(try Self.elements(value, path) + values)
        case .addToSet(let values):
            var elements = try Self.elements(value, path)
            for new in values where !elements.contains(where: { $0.equals(new) }) { elements.append(new) }
            return .array(elements)
        case .pull(let values):
            guard let value else { return nil }
            return .array(try Self.elements(value, path).filter { element in !values.contains { element.equals($0) } })
        case .atMost(let bound):
            guard let value else { return bound }
            return Value.sortOrder(value, bound) == .greater ? bound : value
        case .atLeast(let bound):
            guard let value else { return bound }
            return Value.sortOrder(value, bound) == .less ? bound : value
        }
    }

    private static func elements(_ value: Value?, _ path: String) throws -> [Value] {
        guard let value else { return [] }
        guard case .array(let elements) = value else { throw APIProblem.bad("\(path) is no array.") }
        return elements
    }

    private static func sum(_ value: Value?, _ amount: Value, _ path: String) throws -> Value {
        switch (value ?? .int(0), amount) {
        case (.int(let left), .int(let right)):
            let (sum, overflow) = left.addingReportingOverflow(right)
            guard !overflow else { throw APIProblem.bad("\(path) would become larger than any number that is kept.") }
            return .int(sum)
        case (.int(let left), .double(let right)): return .double(Double(left) + right)
        case (.double(let left), .int(let right)): return .double(left + Double(right))
        case (.double(let left), .double(let right)): return .double(left + right)
        default: throw APIProblem.bad("\(path) is no number and cannot be added to.")
        }
    }
}

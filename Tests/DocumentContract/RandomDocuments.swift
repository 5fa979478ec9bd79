import KinoraDocuments
import KinoraKernel

/// Documents and questions at random, from a seed. Values come from a small stock, so that questions find something.
struct RandomDocuments {
    private var state: UInt64
    private var made = 0

    init(seed: UInt64) { state = seed }

    mutating func id() -> String {
        made += 1
        return (pick(["a", "B", "é", "~"]) ?? "") + "\(made)"
    }

    mutating func body() -> Value {
        var fields: [String: Value] = [:]
        for name in Self.names where chance(2, of: 3) { fields[name] = value(depth: 2) }
        if chance(1, of: 2) { fields["deep"] = .object(["indexed": value(depth: 2), "plain": value(depth: 2)]) }
        if chance(1, of: 2) { fields["title"] = .string(words()) }
        if chance(1, of: 20) { fields["code"] = value(depth: 0) }
        return .object(fields)
    }

    mutating func query() -> Query {
        let sort = (0..<number(below: 3)).map { _ in Sort(path(), ascending: chance(1, of: 2)) }
        return Query(
            filter(depth: 3), sort: sort, skip: chance(1, of: 3) ? number(below: 20) : 0, limit: chance(1, of: 2) ? 1000 : number(below: 30)
        )
    }

    mutating func changes() -> [Change] {
        (0...number(below: 2)).map { _ in
            switch number(below: 3) {
            case 0: .set(path(), value(depth: 1))
            case 1: .unset(path())
            default: .increment(path(), by: Int64(number(below: 5)) - 2)
            }
        }
    }

    // MARK: Pieces

    private static let names = ["indexed", "plain", "state", "rank"]
    private static let paths =
        names + ["deep.indexed", "deep.plain", "deep", "deep.indexed.x", "plain.x", "title", "nothing", "_id", "createdAt"]
    private static let stock: [Value] = [
        .null, true, false, 0, 1, 2, -1, .double(0), .double(1), .double(1.5), .double(-1e18), .int(.max), .double(9.3e18), "", "a", "A",
        "é", "e\u{301}",
        "b", "10", "9", "😀", "a'\"\\", .date(Moment(milliseconds: 0)), .date(Moment(milliseconds: 1)), .date(Moment(milliseconds: -1)),
        .date(Moment(milliseconds: 1_767_225_600_100)), .int(1_767_225_600_100), .array([]), ["x": 1], .object([:]),
    ]

    private mutating func filter(depth: Int) -> Filter {
        if depth > 0, chance(1, of: 2) {
            let parts = (0..<number(below: 4)).map { _ in filter(depth: depth - 1) }
            return [.and(parts), .or(parts), .not(filter(depth: depth - 1))][number(below: 3)]
        }
        let (path, value) = (path(), value(depth: 1))
        switch number(below: 10) {
        case 0, 1: return .equal(path, value)
        case 2: return .notEqual(path, value)
        case 3: return .in(path, (0..<number(below: 4)).map { _ in self.value(depth: 1) })
        case 4: return .lessThan(path, value)
        case 5: return .atMost(path, value)
        case 6: return .greaterThan(path, value)
        case 7: return .atLeast(path, value)
        case 8: return .exists(path)
        default: return .text(words())
        }
    }

    private mutating func value(depth: Int) -> Value {
        switch number(below: 8) {
        case 0 where depth > 0: .array((0..<number(below: 3)).map { _ in value(depth: depth - 1) })
        case 1 where depth > 0: .object(["x": value(depth: depth - 1)])
        default: pick(Self.stock) ?? .null
        }
    }

    private mutating func words() -> String {
        (0...number(below: 2)).map { _ in pick(["Am", "Amélie", "ÀMELIE", "a", "Pandora", "pan", "Ｐａｎ", "1925", "19", "-", "侍"]) ?? "" }
            .joined(separator: pick([" ", ", ", "-"]) ?? " ")
    }

    private mutating func path() -> String { pick(Self.paths) ?? "plain" }

    private mutating func pick<T>(_ stock: [T]) -> T? { stock.isEmpty ? nil : stock[number(below: stock.count)] }

    private mutating func chance(_ count: Int, of all: Int) -> Bool { number(below: all) < count }

    mutating func number(below bound: Int) -> Int { Int(next() % UInt64(bound)) }

    /// SplitMix64.
    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

import KinoraBolt
import KinoraKernel
import KinoraRecommendation

extension TitleState {
    /// As properties of a node. The lists of `content` say the same as the edges, with the numbers that the ranking goes by.
    var properties: [String: BoltValue] {
        [
            "number": .int(Int64(number)), "name": name.isEmpty ? .null : .string(name), "year": year == 0 ? .null : .int(Int64(year)),
            "addedAt": addedAt.map(BoltValue.moment) ?? .null, "listed": .bool(isListed),
            "content": .list(nodes.map { .string("\($0.node.kind.rawValue) \($0.node.name)") }),
            "contentNumbers": .list(nodes.map { .int(Int64($0.number)) }),
            "contentBilling": .list(nodes.map { .int(Int64($0.node.order)) }),
            "watchers": .int(Int64(sums.watchers)), "incoming": .int(Int64(clamping: sums.incoming)),
            "incomingWide": .int(Int64(clamping: sums.incomingWide)), "outgoing": .int(Int64(clamping: sums.outgoing)),
            "outgoingWide": .int(Int64(clamping: sums.outgoingWide)), "popular": .float(sums.popular),
            "popularAt": .int(Int64(clamping: sums.popularAt)), "ties": .bytes(ties.bytes), "state": .int(StateDigest.of(self)),
        ]
    }

    /// What a row must have for `init(_:)`, from a node `t`; the ties are left where they are.
    static let columns = """
        t.id AS id, t.number AS number, t.name AS name, t.year AS year, t.addedAt AS addedAt, t.listed AS listed, t.content AS content, \
        t.contentNumbers AS contentNumbers, t.contentBilling AS contentBilling, t.watchers AS watchers, t.incoming AS incoming, \
        t.incomingWide AS incomingWide, t.outgoing AS outgoing, t.outgoingWide AS outgoingWide, t.popular AS popular, t.popularAt AS popularAt
        """

    /// - Throws: `GraphTrouble.strange`.
    init(_ row: BoltRow) throws {
        func number<Number: FixedWidthInteger>(_ column: String) throws -> Number {
            guard let number = row[column]?.asInt.flatMap({ Number(exactly: $0) }) else {
                throw GraphTrouble.strange("a title's \(column)")
            }
            return number
        }
        guard let id = row["id"]?.asString, let popular = row["popular"]?.asDouble else { throw GraphTrouble.strange("a title") }
        var sums = Sums()
        sums.watchers = try number("watchers")
        (sums.incoming, sums.incomingWide) = (try number("incoming"), try number("incomingWide"))
        (sums.outgoing, sums.outgoingWide) = (try number("outgoing"), try number("outgoingWide"))
        (sums.popular, sums.popularAt) = (popular, try number("popularAt"))
        self.init(
            number: try number("number"), id: id, name: row["name"]?.asString ?? "",
            year: row["year"]?.asInt.map(Int32.init(clamping:)) ?? 0, addedAt: row["addedAt"].flatMap(\.asMoment),
            isListed: row["listed"]?.asBool ?? false, nodes: try Self.nodes(row), sums: sums, ties: .none)
        guard (0..<Self.mostTitles).contains(self.number) else { throw GraphTrouble.strange("a title's number") }
    }

    /// Beyond this, a number is none that a house gives.
    private static let mostTitles: Int32 = 4_000_000
    private static let mostNodes: Int32 = 40_000_000

    private static func nodes(_ row: BoltRow) throws -> [Node] {
        let texts = row["content"]?.asList?.compactMap(\.asString) ?? []
        let numbers = row["contentNumbers"]?.asList?.compactMap(\.asInt) ?? []
        let orders = row["contentBilling"]?.asList?.compactMap(\.asInt) ?? []
        guard texts.count == numbers.count, texts.count == orders.count else { throw GraphTrouble.strange("a title's content") }
        return try texts.indices.map { index in
            let parts = texts[index].split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, let kind = UInt8(parts[0]).flatMap(ContentNode.Kind.init),
                let number = Int32(exactly: numbers[index]), (0..<mostNodes).contains(number)
            else { throw GraphTrouble.strange("a title's content") }
            return Node(node: ContentNode(kind, String(parts[1]), order: Int(orders[index])), number: number)
        }
    }
}

extension ProfileState.Watched {
    /// As properties of an edge.
    var properties: [String: BoltValue] {
        [
            "count": .int(Int64(count)), "seconds": .int(Int64(seconds)), "completion": .float(Double(reached) / 255),
            "firstAt": .dateTime(seconds: Int64(firstAt), nanoseconds: 0, offset: 0),
            "lastAt": .dateTime(seconds: Int64(lastAt), nanoseconds: 0, offset: 0),
        ]
    }

    /// What a row must have for `init(_:)`, from an edge `w` to a node `t`.
    static let columns = """
        t.number AS title, w.count AS count, w.seconds AS seconds, w.completion AS completion, w.firstAt AS firstAt, w.lastAt AS lastAt, \
        w.place AS place
        """

    /// - Throws: `GraphTrouble.strange`.
    init(_ row: BoltRow) throws {
        guard let title = row["title"]?.asInt.flatMap(Int32.init(exactly:)), let count = row["count"]?.asInt.flatMap(UInt16.init(exactly:)),
            let seconds = row["seconds"]?.asInt.flatMap(UInt32.init(exactly:)), let completion = row["completion"]?.asDouble,
            (0...1).contains(completion), let first = row["firstAt"].flatMap(\.asMoment), let last = row["lastAt"].flatMap(\.asMoment)
        else { throw GraphTrouble.strange("a watch") }
        self.init(
            title: title, count: count, seconds: seconds, reached: UInt8((completion * 255).rounded()),
            firstAt: UInt32(clamping: first.milliseconds / 1000), lastAt: UInt32(clamping: last.milliseconds / 1000))
    }
}

extension BoltValue {
    static func moment(_ moment: Moment) -> BoltValue {
        let seconds = Int64((Double(moment.milliseconds) / 1000).rounded(.down))
        return .dateTime(seconds: seconds, nanoseconds: (moment.milliseconds - seconds * 1000) * 1_000_000, offset: 0)
    }

    /// However the server keeps moments; not every one keeps that they are UTC.
    var asMoment: Moment? {
        switch self {
        case .dateTime(let seconds, let nanoseconds, _), .zonedDateTime(let seconds, let nanoseconds, _),
            .localDateTime(let seconds, let nanoseconds):
            let (whole, isTooMuch) = seconds.multipliedReportingOverflow(by: 1000)
            return isTooMuch ? nil : Moment(milliseconds: whole &+ nanoseconds / 1_000_000)
        default: return nil
        }
    }
}

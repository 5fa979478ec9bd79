/// Rows as they come together, without a title twice.
struct Page {
    private var chosen: [(kind: Row.Kind, items: [(title: Int32, reason: Reason)])] = []
    private var known: Set<Int32> = []
    private let length: Int
    private let open: Choice

    init(length: Int, open: Choice) {
        self.length = length
        self.open = open
    }

    mutating func add(_ kind: Row.Kind, _ titles: [Int32], reason: (Int32) -> Reason) {
        var items: [(Int32, Reason)] = []
        for title in titles where items.count < length {
            guard !known.contains(title), open.isOpen[Int(title)], open.isPermitted(title) else { continue }
            known.insert(title)
            items.append((title, reason(title)))
        }
        if !items.isEmpty { chosen.append((kind, items)) }
    }

    func rows(named titles: NameBook) -> [Row] {
        chosen.map { row in Row(row.kind, row.items.map { Row.Item(title: titles[$0.title], reason: $0.reason) }) }
    }
}

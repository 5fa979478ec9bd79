/// Genres, people and the like, each with the titles at its edges.
struct Nodes: Equatable {
    private(set) var book = NameBook()
    private(set) var kinds: [ContentNode.Kind] = []
    private(set) var titles: [[Int32]] = []

    init() {}

    /// Of a snapshot.
    init(_ book: NameBook, titles: [[Int32]]) throws {
        let kinds = book.names.compactMap { $0.split(separator: " ").first.flatMap { UInt8($0) }.flatMap(ContentNode.Kind.init) }
        guard kinds.count == book.count, titles.count == book.count else { throw SnapshotDefect.contradiction }
        self.book = book
        self.kinds = kinds
        self.titles = titles
    }

    var count: Int { kinds.count }

    /// Kinds and names together, by number.
    var names: [String] { book.names }

    func number(of node: ContentNode) -> Int32? { book.number(of: Self.key(node)) }

    func name(_ node: Int32) -> String { String(book[node].dropFirst(2)) }

    func kind(_ node: Int32) -> ContentNode.Kind { kinds[Int(node)] }

    /// Gives a node its number, also ahead of others that come later.
    mutating func put(_ node: ContentNode, at number: Int32) {
        book.put(Self.key(node), at: number)
        while kinds.count <= Int(number) {
            kinds.append(node.kind)
            titles.append([])
        }
        kinds[Int(number)] = node.kind
    }

    private static func key(_ node: ContentNode) -> String { "\(node.kind.rawValue) \(node.name)" }

    mutating func take(_ node: ContentNode) -> Int32 {
        let number = book.take(Self.key(node))
        if Int(number) == kinds.count {
            kinds.append(node.kind)
            titles.append([])
        }
        return number
    }

    mutating func add(_ title: Int32, to node: Int32) { titles[Int(node)].append(title) }

    mutating func remove(_ title: Int32, from node: Int32) { titles[Int(node)].removeAll { $0 == title } }
}

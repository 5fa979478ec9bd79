/// What a profile said of genres and people, as nodes of the graph. What no title has is left out: it says nothing of any.
struct Leanings {
    /// What more is wanted of, each with its titles.
    private(set) var more: [(name: String, titles: Set<Int32>)] = []
    /// Titles that have something of which less is wanted.
    private(set) var less: Set<Int32> = []
    /// Nodes of which less is wanted, or which are to say nothing.
    private(set) var silent: Set<Int32> = []
    /// Nodes of which more is wanted.
    private(set) var wanted: Set<Int32> = []

    init() {}

    init(_ said: [Leaning], in nodes: Nodes) {
        for leaning in said {
            let found = leaning.subject.kinds.compactMap { nodes.number(of: ContentNode($0, leaning.name)) }
            let titles = found.reduce(into: Set<Int32>()) { $0.formUnion(nodes.titles[Int($1)]) }
            switch leaning.wish {
            case .more where !titles.isEmpty:
                more.append((leaning.name, titles))
                wanted.formUnion(found)
            case .more: continue
            case .less:
                less.formUnion(titles)
                silent.formUnion(found)
            case .forget: silent.formUnion(found)
            }
        }
    }

    var isEmpty: Bool { more.isEmpty && less.isEmpty && silent.isEmpty }

    /// What was asked for that a title has.
    func asked(_ title: Int32) -> String? { more.first { $0.titles.contains(title) }?.name }
}

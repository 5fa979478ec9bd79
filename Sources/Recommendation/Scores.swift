import Foundation

/// What speaks for each title, for one profile or one title; the arrays are used again for the next answer.
struct Scores {
    private(set) var next: [Float] = []
    private(set) var mood: [Float] = []
    private(set) var taste: [Float] = []
    private(set) var content: [Float] = []
    /// All voices together.
    private(set) var total: [Float] = []
    private var liking: [Float] = []

    /// A title that an answer starts from.
    struct Seed {
        var title: Int32
        /// How much it says, beside its place in the history: how far it was watched.
        var strength: Float
    }

    /// - Parameter freshness: 0 … 1, how much of the mood of the last watch is left.
    mutating func weigh(
        _ seeds: [Seed], unwanted: ArraySlice<Int32> = [], freshness: Float = 1, in graph: Graph, _ measures: Measures
    ) {
        let count = graph.titles.count
        Self.clear(&next, count)
        Self.clear(&mood, count)
        Self.clear(&taste, count)
        Self.clear(&content, count)
        Self.clear(&total, count)
        Self.clear(&liking, graph.nodes.count)
        follow(seeds, in: graph, measures)
        like(seeds, unwanted: unwanted, in: graph, measures)
        sum(measures, freshness)
    }

    private static func clear(_ array: inout [Float], _ count: Int) {
        if array.count != count { array = [Float](repeating: 0, count: count) }
        array.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    }

    /// Along the ties of the seeds.
    private mutating func follow(_ seeds: [Seed], in graph: Graph, _ measures: Measures) {
        next.withUnsafeMutableBufferPointer { next in
            mood.withUnsafeMutableBufferPointer { mood in
                taste.withUnsafeMutableBufferPointer { taste in
                    for (place, seed) in seeds.enumerated() {
                        let source = Int(seed.title)
                        let near = seed.strength * measures.source[source]
                        let forNext = near * exp(-Float(place) / Tuning.nextFading)
                        let forMood = near * exp(-Float(place) / Tuning.moodFading)
                        let forTaste = seed.strength * measures.sourceWide[source] * exp(-Float(place) / Tuning.tasteFading)
                        graph.ties[source].slots.withUnsafeBufferPointer { slots in
                            for slot in slots where slot.title >= 0 {
                                let title = Int(slot.title)
                                next[title] += Float(slot.near) * forNext
                                mood[title] += Float(slot.near) * forMood
                                taste[title] += Float(slot.wide) * forTaste
                            }
                        }
                    }
                }
            }
        }
    }

    /// Over the genres, people and years that the seeds have in common with others.
    private mutating func like(_ seeds: [Seed], unwanted: ArraySlice<Int32>, in graph: Graph, _ measures: Measures) {
        var weights: [(Int32, Float)] = []
        for (place, seed) in seeds.enumerated() {
            weights.append((seed.title, seed.strength * exp(-Float(place) / Tuning.contentFading)))
        }
        let whole = max(1e-6, weights.reduce(0) { $0 + $1.1 })
        for title in unwanted { weights.append((title, -whole * 0.2 / Float(max(1, unwanted.count)))) }
        var touched: [Int32] = []
        for (title, weight) in weights {
            for share in graph.shelf[Int(title)].shares {
                if liking[Int(share.node)] == 0 { touched.append(share.node) }
                liking[Int(share.node)] += weight * edge(share, of: title, in: graph, measures)
            }
        }
        let liked = Set(touched).sorted { (abs(liking[Int($0)]), $1) > (abs(liking[Int($1)]), $0) }
        for node in liked.prefix(Tuning.tasteNodes) {
            let isYears = graph.nodes.kind(node) == .years
            let weight = liking[Int(node)] * measures.node[Int(node)]
            graph.nodes.titles[Int(node)].withUnsafeBufferPointer { titles in
                content.withUnsafeMutableBufferPointer { content in
                    measures.length.withUnsafeBufferPointer { length in
                        for title in titles { content[Int(title)] += isYears ? weight : weight * length[Int(title)] }
                    }
                }
            }
        }
    }

    private func edge(_ share: ShelfTitle.Share, of title: Int32, in graph: Graph, _ measures: Measures) -> Float {
        let weight = measures.node[Int(share.node)] * share.billing
        return graph.nodes.kind(share.node) == .years ? weight : weight * measures.length[Int(title)]
    }

    private mutating func sum(_ measures: Measures, _ freshness: Float) {
        for title in total.indices {
            next[title] *= measures.near[title]
            mood[title] *= measures.near[title]
            taste[title] *= measures.wide[title]
        }
        let nextShare = freshness * Tuning.nextWeight / Self.most(next)
        let moodShare = freshness * Tuning.moodWeight / Self.most(mood)
        let tasteShare = Tuning.tasteWeight / Self.most(taste)
        let contentShare = Tuning.contentWeight / Self.most(content)
        let popularShare = Tuning.popularWeight + (1 - freshness) * Tuning.popularInstead
        for title in total.indices {
            let ties = next[title] * nextShare + mood[title] * moodShare + taste[title] * tasteShare
            total[title] = ties + content[title] * contentShare + measures.popular[title] * popularShare
        }
    }

    private static func most(_ array: [Float]) -> Float { max(1e-9, array.reduce(0, Swift.max)) }
}

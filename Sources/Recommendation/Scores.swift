import Foundation

/// What speaks for each title, for one profile or one title; the arrays are used again for the next answer.
struct Scores {
    /// By ties: what comes next, the mood of these days, the taste, beside each other for each title.
    private(set) var voices: [SIMD4<Float>] = []
    /// By what titles are.
    private(set) var content: [Float] = []
    /// The greatest of each voice, content last.
    private(set) var loudest = SIMD4<Float>(repeating: Self.silence)
    /// All voices together.
    private(set) var total: [Float] = []
    private var liking: [Float] = []
    /// The titles that ties of the only seed lead to; nil where there are several seeds.
    private var touched: [Int32]?

    private static let silence: Float = 1e-9

    /// A title that an answer starts from.
    struct Seed {
        var title: Int32
        /// How much it says, beside its place in the history: how far it was watched.
        var strength: Float
    }

    /// What the profile said goes over what its watches say, in each voice that it can be heard in.
    private mutating func lean(_ leanings: Leanings) {
        let step = loudest.w * Tuning.leaningContent
        for (_, titles) in leanings.more { for title in titles { content[Int(title)] += step } }
        for title in leanings.less {
            content[Int(title)] = min(content[Int(title)], 0) - step
            voices[Int(title)] *= Tuning.lessTies
        }
    }

    func mood(of title: Int32) -> Float { voices[Int(title)].y }
    func taste(of title: Int32) -> Float { voices[Int(title)].z }

    mutating func weigh(
        _ seeds: [Seed], unwanted: ArraySlice<Int32> = [], _ mix: Mix, _ leanings: Leanings = Leanings(), in graph: Graph,
        _ measures: Measures
    ) {
        clear(titles: graph.titles.count, nodes: graph.nodes.count)
        follow(seeds, in: graph, measures)
        like(seeds, unwanted: unwanted, leanings, in: graph, measures)
        if seeds.count == 1 {
            touched = graph.ties[Int(seeds[0].title)].slots.lazy.map(\.title).filter { $0 >= 0 }
        }
        divide(by: measures)
        lean(leanings)
        sum(mix, measures)
        for (_, titles) in leanings.more { for title in titles { total[Int(title)] += Tuning.moreOfIt } }
        for title in leanings.less { total[Int(title)] -= Tuning.lessOfIt }
    }

    private mutating func clear(titles: Int, nodes: Int) {
        if voices.count != titles {
            voices = .init(repeating: .zero, count: titles)
            content = .init(repeating: 0, count: titles)
            total = .init(repeating: 0, count: titles)
        } else if let touched {
            for title in touched { voices[Int(title)] = .zero }
        } else {
            voices.withUnsafeMutableBufferPointer { $0.update(repeating: .zero) }
        }
        touched = nil
        content.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
        if liking.count != nodes { liking = .init(repeating: 0, count: nodes) }
    }

    /// Along the ties of the seeds.
    private mutating func follow(_ seeds: [Seed], in graph: Graph, _ measures: Measures) {
        voices.withUnsafeMutableBufferPointer { voices in
            for (place, seed) in seeds.enumerated() {
                let source = Int(seed.title)
                let near = seed.strength * measures.source[source]
                let wide = seed.strength * measures.sourceWide[source]
                let weights = SIMD4(
                    near * exp(-Float(place) / Tuning.nextFading), near * exp(-Float(place) / Tuning.moodFading),
                    wide * exp(-Float(place) / Tuning.tasteFading), 0)
                graph.ties[source].slots.withUnsafeBufferPointer { slots in
                    for slot in slots where slot.title >= 0 {
                        let (near, wide) = (Float(slot.near), Float(slot.wide))
                        voices[Int(slot.title)] += SIMD4(near, near, wide, 0) * weights
                    }
                }
            }
        }
    }

    /// Over the genres, people and years that the seeds have in common with others.
    private mutating func like(
        _ seeds: [Seed], unwanted: ArraySlice<Int32>, _ leanings: Leanings, in graph: Graph, _ measures: Measures
    ) {
        let nodes = liked(seeds, unwanted: unwanted, leanings, in: graph, measures)
        content.withUnsafeMutableBufferPointer { content in
            measures.length.withUnsafeBufferPointer { length in
                for (node, liking) in nodes {
                    let weight = liking * measures.node[Int(node)]
                    let isYears = graph.nodes.kind(node) == .years
                    graph.nodes.titles[Int(node)].withUnsafeBufferPointer { titles in
                        if isYears {
                            for title in titles { content[Int(title)] += weight }
                        } else {
                            for title in titles { content[Int(title)] += weight * length[Int(title)] }
                        }
                    }
                }
            }
        }
    }

    /// What the seeds are made of: the strongest nodes, and how much they are liked.
    private mutating func liked(
        _ seeds: [Seed], unwanted: ArraySlice<Int32>, _ leanings: Leanings, in graph: Graph, _ measures: Measures
    ) -> [(node: Int32, liking: Float)] {
        var weights = seeds.enumerated().map { ($1.title, $1.strength * exp(-Float($0) / Tuning.contentFading)) }
        let whole = max(1e-6, weights.reduce(0) { $0 + $1.1 })
        for title in unwanted { weights.append((title, -whole * 0.2 / Float(unwanted.count))) }
        return liking.withUnsafeMutableBufferPointer { liking in
            var touched: [Int32] = []
            for (title, weight) in weights {
                let inverse = weight * measures.length[Int(title)]
                for share in graph.shelf[Int(title)].shares {
                    let edge = measures.node[Int(share.node)] * share.billing
                    if liking[Int(share.node)] == 0 { touched.append(share.node) }
                    liking[Int(share.node)] += edge * (graph.nodes.kind(share.node) == .years ? weight : inverse)
                }
            }
            for node in leanings.silent { liking[Int(node)] = 0 }
            return Self.strongest(touched, liking, keys: measures.nodeKey)
        }
    }

    /// - Parameter touched: every node whose liking is not 0; a node stands in it twice where likes and dislikes cancelled each other out.
    private static func strongest(
        _ touched: [Int32], _ liking: UnsafeMutableBufferPointer<Float>, keys: [UInt32]
    ) -> [(node: Int32, liking: Float)] {
        func rank(_ node: Int32) -> UInt64 { UInt64(abs(liking[Int(node)]).bitPattern) << 32 | UInt64(keys[Int(node)]) }
        var ranks: [UInt64] = []
        ranks.reserveCapacity(touched.count)
        for node in touched where liking[Int(node)] != 0 { ranks.append(rank(node)) }
        let least = ranks.withUnsafeMutableBufferPointer { Selection.greatest(Tuning.tasteNodes, of: $0) }
        var all: [(node: Int32, liking: Float)] = []
        // In the order in which they were touched: what is added up is added up in the same order in every graph.
        for node in touched {
            if liking[Int(node)] != 0, rank(node) >= least { all.append((node, liking[Int(node)])) }
            liking[Int(node)] = 0
        }
        return all
    }

    /// Titles that are tied to everything are divided down.
    private mutating func divide(by measures: Measures) {
        loudest = voices.withUnsafeMutableBufferPointer { voices in
            measures.target.withUnsafeBufferPointer { target in
                var most = SIMD4<Float>(repeating: Self.silence)
                if let touched {
                    for title in touched {
                        voices[Int(title)] *= target[Int(title)]
                        most = Self.greater(most, voices[Int(title)])
                    }
                } else {
                    for title in 0..<voices.count {
                        voices[title] *= target[title]
                        most = Self.greater(most, voices[title])
                    }
                }
                return most
            }
        }
        loudest.w = content.withUnsafeBufferPointer { content in
            var most = SIMD4<Float>(repeating: Self.silence)
            for place in stride(from: 0, through: content.count - 4, by: 4) {
                most = Self.greater(most, SIMD4(content[place], content[place + 1], content[place + 2], content[place + 3]))
            }
            return content.suffix(3).reduce(most.max(), Swift.max)
        }
    }

    /// As `pointwiseMax`, which takes care of numbers that are none and so takes longer.
    @inline(__always)
    private static func greater(_ left: SIMD4<Float>, _ right: SIMD4<Float>) -> SIMD4<Float> {
        left.replacing(with: right, where: right .> left)
    }

    private mutating func sum(_ mix: Mix, _ measures: Measures) {
        let shares = mix.ties / loudest
        let (byContent, byQuiet) = (mix.content / loudest.w, mix.quiet / loudest.w)
        total.withUnsafeMutableBufferPointer { total in
            content.withUnsafeBufferPointer { content in
                measures.popular.withUnsafeBufferPointer { popular in
                    measures.quiet.withUnsafeBufferPointer { quiet in
                        for title in total.indices {
                            total[title] = content[title] * (byContent + quiet[title] * byQuiet) + popular[title] * mix.popular
                        }
                    }
                }
            }
            voices.withUnsafeBufferPointer { voices in
                if let touched {
                    for title in touched { total[Int(title)] += (voices[Int(title)] * shares).sum() }
                } else {
                    for title in total.indices { total[title] += (voices[title] * shares).sum() }
                }
            }
        }
    }
}

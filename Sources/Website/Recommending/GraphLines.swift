import KinoraCatalogue
import KinoraDocuments
import KinoraKernel
import KinoraRecommendation

/// The picture of the graph in words: for those who hear it, and for reading what the lines say.
struct GraphLines: Sendable {
    struct Line: Sendable {
        let label: String
        let meta: String
        /// Of the same picture around a title; nil for what is none.
        let address: String?
        /// Both together.
        let spoken: String

        init(_ label: String, _ meta: String, _ address: String?) {
            (self.label, self.meta, self.address) = (label, meta, address)
            spoken = "\(label): \(meta)"
        }
    }

    let nodes: [Line]
    let neighbours: [Line]

    init(_ around: Surroundings, _ words: Words) {
        nodes = around.nodes.map { node in
            let also = node.neighbours.compactMap { around.neighbours.indices.contains($0) ? around.neighbours[$0].name : nil }
            let kind = words.kind(node.kind)
            let meta =
                also.isEmpty
                ? words(.graphWeight, Self.percent(node.weight))
                : words(.graphAlso, Self.percent(node.weight), also.joined(separator: ", "))
            return Line(node.name, "\(kind) · \(meta)", nil)
        }
        neighbours = around.neighbours.map { neighbour in
            Line(
                neighbour.name, "\(words(.graphWeight, Self.percent(neighbour.weight))) · \(words.sentence(neighbour.reason))",
                Place.graph(neighbour.title).address)
        }
    }

    private static func percent(_ share: Float) -> String { String(Int((share * 100).rounded())) }
}

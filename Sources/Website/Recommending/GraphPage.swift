import KinoraRecommendation

/// The graph around one title, for the owner: as a picture, and as a list.
struct GraphPage: Sendable {
    let heading: String
    let back: String
    let pictures: [GraphPicture]
    let nodes: [GraphLines.Line]
    let neighbours: [GraphLines.Line]
    /// What is said where there is nothing to draw.
    let notice: String?

    /// - Parameter around: nil while the graph is not there.
    init(_ around: Surroundings?, title: String, back: String, _ words: Words) {
        heading = words(.graphAround, title)
        self.back = back
        let lines = around.map { GraphLines($0, words) }
        nodes = lines?.nodes ?? []
        neighbours = lines?.neighbours ?? []
        notice = around == nil ? words(.tasteNotYet) : (nodes.isEmpty && neighbours.isEmpty ? words(.graphNothing) : nil)
        guard let around, let lines, notice == nil else {
            pictures = []
            return
        }
        pictures = [
            GraphPicture(around, lines, in: .narrow, style: "graph-narrow"), GraphPicture(around, lines, in: .wide, style: "graph-wide"),
        ]
    }
}

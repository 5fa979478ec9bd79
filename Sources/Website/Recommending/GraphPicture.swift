import Foundation
import KinoraRecommendation

/// The graph around a title, drawn: the title in the middle, what it has on the left, what is like it on the right. A table of lines and texts for
/// a template; nothing to load, and it stands still.
struct GraphPicture: Sendable {
    /// How much room there is; one for narrow windows and one for wide ones.
    struct Room: Sendable {
        let width: Int
        /// Of a column on either side.
        let column: Int
        /// Between two lines of a column.
        let step: Int
        let fontSize: Int
        /// Characters that fit into a column, and into one line in the middle.
        let letters: Int
        let lettersInMiddle: Int

        static let narrow = Room(width: 340, column: 122, step: 46, fontSize: 12, letters: 17, lettersInMiddle: 13)
        static let wide = Room(width: 1000, column: 330, step: 54, fontSize: 17, letters: 34, lettersInMiddle: 26)
    }

    struct Edge: Sendable {
        let path: String
        /// In tenths of a pixel would be too fine: whole ones, 1 … 6.
        let width: Int
        let style: String
        /// What it says, for those who point at it.
        let label: String
    }

    struct Text: Sendable {
        let x: Int
        let y: Int
        let anchor: String
        let style: String
        let text: String
        /// The whole text.
        let label: String
        /// Nil where it leads nowhere.
        let address: String?
    }

    let style: String
    let width: Int
    let height: Int
    let edges: [Edge]
    let texts: [Text]

    private static let margin = 26
    /// Between a text and a line.
    private static let air = 8

    /// About how wide so many letters are.
    private static func length(_ letters: Int, _ room: Room) -> Int { letters * room.fontSize * 11 / 20 }

    /// - Parameter lines: what the list says, in the order of nodes and neighbours.
    init(_ around: Surroundings, _ lines: GraphLines, in room: Room, style: String) {
        self.style = style
        width = room.width
        let rows = max(around.nodes.count, around.neighbours.count, 1)
        height = rows * room.step + 2 * Self.margin
        let (middleX, middleY) = (room.width / 2, height / 2)
        func y(_ place: Int, of count: Int) -> Int { middleY + (2 * place - count + 1) * room.step / 2 }
        func curve(_ x1: Int, _ y1: Int, _ x2: Int, _ y2: Int) -> String {
            let bend = (x1 + x2) / 2
            return "M\(x1) \(y1)C\(bend) \(y1) \(bend) \(y2) \(x2) \(y2)"
        }
        let middle = Self.wrapped(around.name, room.lettersInMiddle)
        let half = Self.length(middle.map(\.count).max() ?? 0, room) / 2 + Self.air
        let (before, after) = (middleX - half, middleX + half)
        // Lines begin where texts end, as nearly as can be said without measuring them.
        let left = around.nodes.map { min(room.column, Self.length(Self.cut($0.name, room.letters).count, room) + Self.air) }
        let right = around.neighbours.map {
            room.width - min(room.column, Self.length(Self.cut($0.name, room.letters).count, room) + Self.air)
        }
        var edges: [Edge] = []
        var texts: [Text] = []
        for (place, node) in around.nodes.enumerated() {
            let height = y(place, of: around.nodes.count)
            for neighbour in node.neighbours where around.neighbours.indices.contains(neighbour) {
                edges.append(
                    Edge(
                        path: curve(left[place], height, right[neighbour], y(neighbour, of: around.neighbours.count)), width: 1,
                        style: "graph-shared",
                        label: "\(node.name): \(around.neighbours[neighbour].name)"))
            }
        }
        for (place, node) in around.nodes.enumerated() {
            let height = y(place, of: around.nodes.count)
            let line = lines.nodes[place]
            edges.append(
                Edge(
                    path: curve(left[place], height, before, middleY), width: Self.stroke(node.weight), style: "graph-has",
                    label: line.spoken))
            texts.append(
                Text(
                    x: 0, y: height, anchor: "start", style: "graph-node", text: Self.cut(node.name, room.letters), label: line.spoken,
                    address: nil))
        }
        for (place, neighbour) in around.neighbours.enumerated() {
            let height = y(place, of: around.neighbours.count)
            let line = lines.neighbours[place]
            edges.append(
                Edge(
                    path: curve(after, middleY, right[place], height), width: Self.stroke(neighbour.weight),
                    style: neighbour.isTied ? "graph-tied" : "graph-like", label: line.spoken))
            texts.append(
                Text(
                    x: room.width, y: height, anchor: "end", style: "graph-title", text: Self.cut(neighbour.name, room.letters),
                    label: line.spoken, address: line.address))
        }
        for (place, line) in middle.enumerated() {
            let lineHeight = room.fontSize * 5 / 4
            texts.append(
                Text(
                    x: middleX, y: middleY + (2 * place - middle.count + 1) * lineHeight / 2, anchor: "middle", style: "graph-middle",
                    text: line, label: around.name, address: nil))
        }
        self.edges = edges
        self.texts = texts
    }

    private static func stroke(_ weight: Float) -> Int { max(1, Int((weight * 6).rounded())) }

    static func cut(_ text: String, _ letters: Int) -> String {
        text.count <= letters ? text : text.prefix(letters - 1).trimmingCharacters(in: .whitespaces) + "…"
    }

    private static let mostLines = 3

    /// Words on at most three lines.
    static func wrapped(_ text: String, _ letters: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= letters {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        guard lines.count > mostLines else { return lines.map { cut($0, letters) } }
        let rest = lines[(mostLines - 1)...].joined(separator: " ")
        return lines.prefix(mostLines - 1).map { cut($0, letters) } + [cut(rest, letters)]
    }
}

import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// A small XML document in memory. Names are in lower case; nothing outside the text is ever loaded.
final class XMLTree {
    let name: String
    let attributes: [String: String]
    private(set) var children: [XMLTree] = []
    fileprivate(set) var text = ""

    fileprivate init(_ name: String, _ attributes: [String: String] = [:]) {
        self.name = name
        self.attributes = attributes
    }

    func children(_ names: String...) -> [XMLTree] {
        children.filter { names.contains($0.name) }
    }

    /// The text without white space around it; nil when nothing is left.
    var trimmed: String? {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? nil : trimmed
    }

    /// The first text found under one of the names, in the names' order.
    func first(_ names: String...) -> String? {
        for name in names {
            for child in children where child.name == name {
                if let text = child.trimmed { return text }
            }
        }
        return nil
    }

    /// - Throws: `NFOTrouble.isBroken`.
    static func parse(_ data: Data) throws -> XMLTree {
        let builder = Builder()
        let parser = XMLParser(data: data)
        parser.shouldResolveExternalEntities = false
        parser.shouldProcessNamespaces = false
        parser.delegate = builder
        let isWhole = parser.parse()
        guard isWhole, builder.isBalanced, !builder.isTooMuch, let root = builder.root else {
            let reason = builder.isTooMuch ? "it is nested too deeply or has too many elements" : "a tag is not closed or not allowed"
            throw NFOTrouble.isBroken(line: parser.lineNumber, reason: reason)
        }
        return root
    }

    private final class Builder: NSObject, XMLParserDelegate {
        var root: XMLTree?
        var isTooMuch = false
        private var open: [XMLTree] = []
        private var hasError = false

        /// The parser says that a document is whole although tags are crossed or missing.
        var isBalanced: Bool { open.isEmpty && marks.isEmpty && !hasError }
        private var elements = 0

        private static let deepest = 32

        /// Marks of HTML inside a text, which are left out of it.
        private var marks: [String] = []
        private static let texts: Set<String> = ["plot", "outline", "review", "biography", "tagline", "title"]
        private static let inline: Set<String> = ["b", "i", "u", "em", "strong", "br", "p", "span", "a", "font"]
        private static let breaks: Set<String> = ["br", "p"]

        /// Without a namespace's prefix.
        private static func plain(_ name: String) -> String {
            String(name.split(separator: ":").last ?? "").lowercased()
        }
        private static let mostElements = 50_000

        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
            attributes: [String: String] = [:]
        ) {
            elements += 1
            guard open.count < Self.deepest, elements < Self.mostElements else {
                isTooMuch = true
                return parser.abortParsing()
            }
            let name = Self.plain(name)
            if let parent = open.last, Self.texts.contains(parent.name), Self.inline.contains(name) {
                marks.append(name)
                if Self.breaks.contains(name) { parent.text += "\n" }
                return
            }
            let element = XMLTree(
                name, Dictionary(attributes.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first }))
            if let parent = open.last { parent.children.append(element) } else { root = element }
            open.append(element)
        }

        func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
            let name = Self.plain(name)
            if let mark = marks.last {
                if mark == name { marks.removeLast() } else { hasError = true }
                return
            }
            if open.popLast()?.name != name { hasError = true }
        }

        func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
            hasError = true
        }

        func parser(_ parser: XMLParser, foundCharacters string: String) {
            open.last?.text += string
        }

        func parser(_ parser: XMLParser, foundCDATA block: Data) {
            open.last?.text += String(decoding: block, as: UTF8.self)
        }
    }
}

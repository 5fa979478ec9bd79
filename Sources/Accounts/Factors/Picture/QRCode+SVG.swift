extension QRCode {
    /// Light modules around the square, without which readers do not find it (section 6.3.8).
    private static let quietZone = 4

    /// The square as a picture, always dark on light, to stand in a page.
    /// - Parameter title: what a screen reader says of it.
    package func svg(title: String) -> String {
        let head =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(whole) \(whole)\" role=\"img\" shape-rendering=\"crispEdges\">"
        let name = "<title>\(Self.escaped(title))</title>"
        return head + name + "<path fill=\"#fff\" d=\"M0 0h\(whole)v\(whole)H0z\"/><path fill=\"#000\" d=\"\(path)\"/></svg>"
    }

    /// The length of the square's side with the quiet zone around it, in modules.
    package var whole: Int { side + 2 * Self.quietZone }

    /// One rectangle for each run of dark modules.
    package var path: String {
        var path = ""
        for y in 0..<side {
            var x = 0
            while x < side {
                let start = x
                while x < side, isDark(x, y) { x += 1 }
                if x > start { path += "M\(start + Self.quietZone) \(y + Self.quietZone)h\(x - start)v1h-\(x - start)z" } else { x += 1 }
            }
        }
        return path
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }
}

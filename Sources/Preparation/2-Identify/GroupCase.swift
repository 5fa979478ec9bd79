/// Compares how files were put together with what a case expects.
enum GroupCase {
    static func misses(_ expect: [String: Any], _ paths: [String], kind: LibraryKind, reader: NameReader) -> [NamingScore.Field] {
        let group = Grouping(paths.map { FilePath(bytes: Array($0.utf8)) }, libraryKind: kind, reader: reader)
        return expect.keys.sorted().flatMap { key in misses(key, expect[key], group) }
    }

    private static func misses(_ key: String, _ expected: Any?, _ group: Grouping) -> [NamingScore.Field] {
        switch key {
        case "items": compare(key, expected, group.items.count)
        case "extras": compare(key, expected, group.extras.count)
        case "alternates": compare(key, expected, group.items.map { $0.versions.count - 1 }.reduce(0, +))
        case "alternates_each":
            group.items.flatMap { compare(key, expected, $0.versions.count - 1) }
        case "parts", "primary_parts": compare(key, expected, group.items.first?.versions.first?.files.count ?? 0)
        case "alternate_parts": compare(key, expected, group.items.first?.versions.dropFirst().first?.files.count ?? 0)
        case "stacks": stacks(expected as? [[String: Any]] ?? [], group)
        case "episodes": episodes(expected as? [String: [String: Any]] ?? [:], group)
        case "ids":
            (expected as? [String: String] ?? [:]) == (group.items.first?.understanding.ids ?? [:])
                ? [] : [NamingScore.Field(name: key, expected: "\(expected ?? "")", got: "\(group.items.first?.understanding.ids ?? [:])")]
        default: []
        }
    }

    private static func compare(_ key: String, _ expected: Any?, _ got: Int) -> [NamingScore.Field] {
        let wanted = expected as? Int ?? -1
        return wanted == got ? [] : [NamingScore.Field(name: key, expected: "\(wanted)", got: "\(got)")]
    }

    private static func stacks(_ expected: [[String: Any]], _ group: Grouping) -> [NamingScore.Field] {
        var misses = compare("stacks", expected.count, group.stacks.count)
        for (wanted, got) in zip(expected, group.stacks) {
            misses += compare("files", wanted["files"], got.files.count)
            if let name = wanted["name"] as? String, name != got.name {
                misses.append(NamingScore.Field(name: "name", expected: name, got: got.name))
            }
        }
        return misses
    }

    private static func episodes(_ expected: [String: [String: Any]], _ group: Grouping) -> [NamingScore.Field] {
        expected.keys.sorted().flatMap { number -> [NamingScore.Field] in
            guard let item = group.items.first(where: { $0.understanding.episode == Int(number) }) else {
                return [NamingScore.Field(name: "episode", expected: number, got: "")]
            }
            var misses = compare("alternates", expected[number]?["alternates"], item.versions.count - 1)
            if let primary = expected[number]?["primary"] as? String, primary != item.versions.first?.label {
                misses.append(NamingScore.Field(name: "primary", expected: primary, got: item.versions.first?.label ?? ""))
            }
            return misses
        }
    }
}

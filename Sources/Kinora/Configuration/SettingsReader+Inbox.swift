extension SettingsReader {
    /// The inbox with the library that its films go to: the first, unless another is named. Nil when there is none.
    func inbox(for libraries: [Settings.Library]) throws -> Settings.Inbox? {
        guard let path = text("inbox").map(Self.absolute) else { return nil }
        let wanted = text("inbox-library").map(Self.absolute)
        guard let library = wanted.map({ path in libraries.first { $0.path == path } }) ?? libraries.first else {
            throw SettingsFailure.wrong("inbox-library", wanted ?? "", wanted: "the folder of one of the libraries")
        }
        for other in libraries where Self.lies(path, in: other.path) || Self.lies(other.path, in: path) {
            throw SettingsFailure.wrong("inbox", path, wanted: "a folder that lies in no library and holds none")
        }
        return Settings.Inbox(path: path, library: library)
    }

    private static func lies(_ path: String, in folder: String) -> Bool { path == folder || path.hasPrefix(folder + "/") }
}

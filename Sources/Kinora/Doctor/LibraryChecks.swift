import Foundation

/// Are the libraries there, and can they be read?
struct LibraryChecks: Sendable {
    let settings: Settings

    func findings() -> [Finding] {
        guard !settings.libraries.isEmpty else {
            return [
                .warning(
                    "libraries", "none given",
                    do: "Name a folder of films with --library PATH or in kinora.yaml, or make one to try with: kinora demo")
            ]
        }
        return settings.libraries.map { library in
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: library.path, isDirectory: &isFolder), isFolder.boolValue else {
                return .broken("library", "\(library.path) is not a folder", do: "Check the path, or mount the disk it is on.")
            }
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: library.path) else {
                return .broken("library", "\(library.path) cannot be read", do: "Give Kinora's user the right to read it.")
            }
            guard !names.isEmpty else {
                return .warning(
                    "library", "\(library.path) is empty",
                    do: "Put films into it; if there should be some, see whether its disk is mounted.")
            }
            return .fine("library", "\(library.path) can be read")
        }
    }
}

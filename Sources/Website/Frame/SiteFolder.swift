import Foundation

/// Where templates and assets come from: the program's own resources, or a folder that takes their place.
package struct SiteFolder: Sendable {
    let templates: URL
    let assets: URL

    /// The resources that were built into the program.
    package static var bundled: SiteFolder {
        SiteFolder(Bundle.module.resourceURL ?? Bundle.module.bundleURL)
    }

    /// - Parameter folder: has `Templates/` and `Assets/`.
    package init(_ folder: URL) {
        templates = folder.appending(path: "Templates", directoryHint: .isDirectory)
        assets = folder.appending(path: "Assets", directoryHint: .isDirectory)
    }

    /// All files below a folder that end so, by their path below it.
    static func files(below folder: URL, withExtensions extensions: Set<String>) throws -> [String: Data] {
        guard let paths = FileManager.default.enumerator(atPath: folder.path(percentEncoded: false)) else {
            throw SiteFolderMissing(path: folder.path(percentEncoded: false))
        }
        var files: [String: Data] = [:]
        while let path = paths.nextObject() as? String {
            guard extensions.contains(URL(filePath: path).pathExtension) else { continue }
            files[path] = try Data(contentsOf: folder.appending(path: path))
        }
        guard !files.isEmpty else { throw SiteFolderMissing(path: folder.path(percentEncoded: false)) }
        return files
    }
}

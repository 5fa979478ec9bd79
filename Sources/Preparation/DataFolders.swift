import KinoraKernel
import KinoraMedia

/// Where preparation keeps its files, below the data folder.
package struct DataFolders: Hashable, Sendable {
    /// An absolute path.
    package let root: String

    package init(root: String) {
        self.root = root
    }

    /// Published packages; immutable.
    package var packages: String { "\(root)/packages" }
    /// One folder for each job; safe to delete when nothing runs.
    package var work: String { "\(root)/work" }

    /// Packages whose subtitles are made anew; safe to delete when nothing runs.
    var renewals: String { "\(root)/renewals" }

    /// What came into the inbox and could not be used, each file with its reason beside it.
    package var unprocessed: String { "\(root)/unprocessed" }

    /// What packages sound like, for finding the tunes of series; safe to delete.
    package var soundprints: String { "\(root)/soundprints" }

    /// What the owner said of single files.
    package var corrections: String { "\(root)/corrections" }

    /// The file of the house's own secrets.
    package var keys: String { "\(root)/keys" }

    /// Backups that an upgrade began with, and others where the owner named no folder for them.
    package var backups: String { "\(root)/backups" }

    /// The graph of recommendations; safe to delete.
    package var recommendations: String { "\(root)/recommendations.graph" }

    /// What is said in films and episodes, for searching; safe to delete.
    /// - Parameter computer: whose it is, where several share the folder.
    package func speech(of computer: String? = nil) -> String {
        let name = computer.map { "-" + $0.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(40) } ?? ""
        return "\(root)/speech\(name).sqlite"
    }

    /// Whether a name in the data folder is one of Kinora's; databases bring files of their own beside them.
    static func isKnown(_ name: String) -> Bool {
        [
            "packages", "work", "renewals", "soundprints", "unprocessed", "corrections", "artwork", "keys", "inbox.lock", "backups",
            "kinora.version", "paypal-webhook",
        ]
        .contains(name)
            || name.hasPrefix("kinora.sqlite") || name.hasPrefix("recommendations.graph") || isSpeech(name)
            || name.hasPrefix(".kinora-doctor-")
    }

    private static func isSpeech(_ name: String) -> Bool {
        name.hasPrefix("speech.sqlite") || (name.hasPrefix("speech-") && name.contains(".sqlite"))
    }

    package func work(of job: JobID) -> WorkFolder {
        WorkFolder(path: "\(work)/\(job.rawValue)")
    }

    package func folder(of package: PackageID) -> String {
        "\(packages)/\(PackageLayout.folder(of: package))"
    }
}

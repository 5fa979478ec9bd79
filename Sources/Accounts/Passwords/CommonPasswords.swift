import Foundation

/// The passwords that are tried first; `Texts/common-passwords.LICENSES.txt` says where they come from. Read once, when first asked for.
enum CommonPasswords {
    /// - Parameter password: lower-cased.
    static func contains(_ password: String) -> Bool { all.contains(password) }

    static var count: Int { all.count }

    private static let all: Set<String> = {
        let folder = Bundle.module.resourceURL ?? Bundle.module.bundleURL
        guard let text = try? String(contentsOf: folder.appendingPathComponent("Texts/common-passwords.txt"), encoding: .utf8) else {
            preconditionFailure("The list of common passwords is missing beside the program; install Kinora again.")
        }
        return Set(text.split(separator: "\n").map { $0.lowercased() })
    }()
}

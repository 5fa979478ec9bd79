import KinoraDocuments
import KinoraKernel
import KinoraVideoAPI

/// A token as the command line tells it. The secret stands in it only where it was just made.
struct TokenReport: Codable, Sendable {
    var name: String
    var scopes: [String]
    var prefix: String
    /// ISO 8601, UTC, like the other moments.
    var createdAt: String
    var lastUsedAt: String?
    var expiresAt: String?
    var token: String?

    init(_ token: Stored<Token>, secret: TokenSecret? = nil) {
        name = token.value.name
        scopes = token.value.scopes.map(\.rawValue)
        prefix = token.value.prefix
        createdAt = token.createdAt.iso8601
        lastUsedAt = token.value.lastUsedAt?.iso8601
        expiresAt = token.value.expiresAt?.iso8601
        self.token = secret?.text
    }

    static func table(_ reports: [TokenReport]) -> String {
        if reports.isEmpty { return "No tokens. Make one with: kinora tokens create NAME --scope catalogue:read" }
        return reports.map { report in
            let ends = report.expiresAt.map { ", ends \($0)" } ?? ""
            return """
                \(report.name.onOneLine(atMost: 80))  \(report.prefix)…  \(report.scopes.joined(separator: ", "))
                    made \(report.createdAt), last used \(report.lastUsedAt ?? "never")\(ends)
                """
        }
        .joined(separator: "\n")
    }
}

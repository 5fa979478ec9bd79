import Foundation
import KinoraDocuments

/// The webhook that `kinora billing webhook register` made, kept in the data folder: counts where `paypal-webhook-id` is not set.
struct PayPalWebhookNote: Codable, Hashable, Sendable {
    static let name = "paypal-webhook"
    private static let longest = 1000

    /// `sandbox`, `live` or `stand-in`: another PayPal knows nothing of it.
    var place: String
    var id: String

    private static func file(in data: String) -> String { "\(data)/\(name)" }

    /// Nil where there is none, or none that could be one.
    static func read(in data: String) -> PayPalWebhookNote? {
        guard let handle = FileHandle(forReadingAtPath: file(in: data)), let bytes = try? handle.read(upToCount: longest),
            let note = try? JSONDecoder().decode(PayPalWebhookNote.self, from: bytes), isID(note.id)
        else { return nil }
        return note
    }

    static func isID(_ text: String) -> Bool { text.wholeMatch(of: /[A-Za-z0-9]{6,50}/) != nil }

    func keep(in data: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
            try JSONEncoder().encode(self).write(to: URL(filePath: Self.file(in: data)), options: .atomic)
        } catch {
            throw StoreError.cannotWrite(path: Self.file(in: data), reason: "the folder cannot be written to")
        }
    }

    static func forget(in data: String) { try? FileManager.default.removeItem(atPath: file(in: data)) }
}

import Foundation
import KinoraKernel
import Mustache

/// The pages' templates, read once at start.
struct Templates: Sendable {
    private let library: MustacheLibrary

    init(_ folder: SiteFolder) throws {
        MustacheContentTypes.register(SafeHTML(), named: "SAFEHTML")
        var library = MustacheLibrary()
        for (path, data) in try SiteFolder.files(below: folder.templates, withExtensions: ["mustache"]) {
            let name = String(path.dropLast(".mustache".count))
            do {
                try library.register("{{% CONTENT_TYPE:SAFEHTML}}" + String(decoding: data, as: UTF8.self), named: name)
            } catch {
                throw TemplateUnreadable(name: name, reason: String(describing: error).onOneLine())
            }
        }
        self.library = library
    }

    /// - Throws: `TemplateUnreadable` where there is no such template.
    func render(_ name: String, with values: any MustacheParent) throws -> String {
        guard let text = library.render(values, withTemplate: name) else {
            throw TemplateUnreadable(name: name, reason: "there is no such template")
        }
        return text
    }

    /// Prints one template again and again.
    typealias Printer = @Sendable (any MustacheParent) -> String

    /// - Throws: `TemplateUnreadable` where there is no such template.
    func printer(_ name: String) throws -> Printer {
        guard let template = library.getTemplate(named: name) else {
            throw TemplateUnreadable(name: name, reason: "there is no such template")
        }
        return { [library] in template.render($0, library: library) }
    }
}
